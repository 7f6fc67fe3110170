using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Coyote.Random;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Chunking;
using RerankFunctions.Pipeline.Common;
using RerankFunctions.Pipeline.Documents;
using RerankFunctions.Pipeline.Indexing;
using RerankFunctions.Pipeline.Ingestion;
using RerankFunctions.Reading;
using RerankFunctions.Schedules.Tests.Memory;

namespace RerankFunctions.Schedules.Tests;

/// <summary>
/// A document is uploaded, changed, deleted, uploaded again as it was. Each change is delivered, uploads perhaps twice, and runs overlap as the
/// schedule wants it.
/// </summary>
/// <param name="without">What each run lacks; null for nothing.</param>
internal sealed class DocumentStory(Safeguard? without)
{
    /// <summary>A run on it takes longer than one on what replaces it.</summary>
    private const string One = "one a\none b\none c\none d\none e";

    private const string Two = "two a\ntwo b";

    /// <summary>What the container holds one after the other; null for nothing.</summary>
    private static readonly string?[][] Histories = [[One], [One, Two], [One, null], [One, Two, null, Two]];

    /// <summary>Of a delivery that fails.</summary>
    private const int Tries = 5;

    private static readonly DocumentId Document = new("a.txt");
    private static readonly ProductMetrics Metrics = new(new NoMeters());

    private static readonly IOptions<ReadingOptions> Limits = Options.Create(new ReadingOptions().FitTo(Instance.Current()));

    private readonly MemoryContainer _container = new();
    private readonly MemoryIndex _index = new();
    private readonly MemoryOutcomes _outcomes = new();
    private readonly List<string> _wrong = [];

    /// <summary>Lives one history through, of which the schedule decides too.</summary>
    /// <returns>What went wrong; nothing if all was right.</returns>
    public async Task<IReadOnlyList<string>> PlayAsync()
    {
        var choice = Generator.Create();
        var deliveries = new List<Task>();
        foreach (var content in Histories[choice.NextInteger(Histories.Length)])
        {
            if (content is null)
                _container.Delete(Document);
            else
                _container.Put(Document, content);
            deliveries.Add(DeliverAsync());
            if (choice.NextBoolean())
                deliveries.Add(DeliverAsync());
            await Task.Yield();
        }

        await Task.WhenAll(deliveries.ToArray());
        var state = _container.Now(Document);
        var points = _index.Of(Document);
        if (points.Count == 0 != state is null
            || points.Any(point => point.Chunks != points.Count || point.Version.Document.ETag != state?.ETag))
            _wrong.Add($"the blob is {state?.ETag ?? "gone"} and the index has {string.Join(", ", points.Select(Described))}");
        return _wrong;
    }

    /// <summary>At least once: a delivery that fails comes again.</summary>
    private async Task DeliverAsync()
    {
        for (var failed = 0; ; failed++)
        {
            await Task.Yield();
            try
            {
                await Run().SynchronizeAsync(Document, CancellationToken.None);
                return;
            }
            catch (DocumentConflictException) when (failed < Tries)
            {
                // It gave up on a document that changed too often.
            }
        }
    }

    private DocumentSynchronizer Run()
    {
        IDocumentSource source = without is Safeguard.SecondLookAtTheBlob ? new FirstLook(_container) : _container;
        IDocumentIndex index = without switch
        {
            Safeguard.CheckBeforeUpserting => new BlindIndex(_index),
            Safeguard.CountAfterMarking => new TrustingIndex(_index),
            _ => _index,
        };
        index = new WatchedIndex(index, _index, _wrong.Add);
        var readers = new DocumentReaders([new LineReader()]);
        var chunking = Options.Create(new ChunkingOptions { MaxTokens = 64, OverlapTokens = 0 });
        var embedder = new MemoryEmbedder();
        var stale = new StalePoints(source, index);
        var ingestion = new DocumentIngestion(
            source, readers, new StructureChunker(chunking), embedder, index, stale, new IndexFingerprint(readers, chunking, embedder),
            Limits, Options.Create(new IngestionOptions()), new TemporarySpace(Limits), Metrics);
        return new DocumentSynchronizer(
            source, ingestion, stale, new NoWatch(), _outcomes, new IngestionJournal(Metrics, NullLogger<IngestionJournal>.Instance), TimeProvider.System,
            NullLogger<DocumentSynchronizer>.Instance);
    }

    private static string Described(MemoryIndex.Point point)
        => $"{point.Version.Document.ETag} {point.Chunk.Ordinal}/{point.Chunks?.ToString(CultureInfo.InvariantCulture) ?? "unmarked"}";

    /// <summary>It only ends work sooner, by the clock, which no schedule knows.</summary>
    private sealed class NoWatch : IDocumentWatch
    {
        public Task<IngestionOutcome> WhileItIsThereAsync(
            StoredDocument document, Func<CancellationToken, Task<IngestionOutcome>> work, CancellationToken cancellationToken)
            => work(cancellationToken);
    }

    private sealed class NoMeters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
