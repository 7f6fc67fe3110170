using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Reading;

namespace RerankFunctions.Pipeline.Tests.Ingestion;

/// <summary>What makes a document's passages others, although its bytes are the same.</summary>
public sealed class IndexFingerprintTests : IAsyncLifetime
{
    private EmulatedServices _services = null!;

    public async ValueTask InitializeAsync() => _services = await EmulatedServices.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public void An_update_of_a_reader_s_library_changes_it()
    {
        using var app = _services.App();
        var fingerprint = app.Services.GetRequiredService<IndexFingerprint>();
        var now = fingerprint.For(new Reader("PdfPig 0.1.16", "AngleSharp 1.10.3"));
        Assert.Equal(now, fingerprint.For(new Reader("PdfPig 0.1.16", "AngleSharp 1.10.3")));
        Assert.NotEqual(now, fingerprint.For(new Reader("PdfPig 0.1.17", "AngleSharp 1.10.3")));
        Assert.NotEqual(now, fingerprint.For(new Reader("PdfPig 0.1.16")));
    }

    [Fact]
    public void The_readers_that_are_used_name_their_libraries()
    {
        using var app = _services.App();
        var readers = app.Services.GetRequiredService<DocumentReaders>();
        Assert.Contains("Markdig ", string.Join(' ', readers.For("a.md", "").Libraries), StringComparison.Ordinal);
        Assert.Contains("UglyToad.PdfPig ", string.Join(' ', readers.For("a.pdf", "").Libraries), StringComparison.Ordinal);
    }

    private sealed class Reader(params string[] libraries) : IDocumentReader
    {
        public string Name => "any";

        public int Revision => 1;

        public IReadOnlyCollection<string> Libraries => libraries;

        public long? IsolatedFromBytes => null;

        public IReadOnlyCollection<string> Extensions => [".any"];

        public IReadOnlyCollection<string> ContentTypes => [];

        public IAsyncEnumerable<Block> ReadAsync(Stream content, ReadingNotes notes, CancellationToken cancellationToken)
            => throw new NotSupportedException();
    }
}
