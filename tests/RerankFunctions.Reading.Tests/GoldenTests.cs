using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;

namespace RerankFunctions.Reading.Tests;

/// <summary>
/// What each reader makes of a small document, kept in Golden/ with the reader's revision. A change of output without a new revision would mix
/// chunks of old and new reading under the same ids. To change one: raise the reader's Revision, then
/// <c>UPDATE_GOLDEN=1 dotnet run --project tests/RerankFunctions.Reading.Tests -- --filter-class '*GoldenTests'</c>.
/// </summary>
public sealed class GoldenTests
{
    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static TheoryData<string> Readers => [.. Registered().Select(reader => reader.Name)];

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Output_does_not_change_without_a_new_revision(string name)
    {
        var reader = Registered().Single(reader => reader.Name == name);
        var output = new StringBuilder();
        foreach (var (document, bytes) in GoldenDocuments.ForReader(name))
        {
            output.Append(document).Append('\n');
            foreach (var block in await Reading.ReadAsync(document, bytes))
                output.Append(JsonSerializer.Serialize(block, Json)).Append('\n');
        }

        var header = $"{name}, revision {reader.Revision}\n";
        var path = PathOf(name);
        var golden = File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : "";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1" && !golden.StartsWith(header, StringComparison.Ordinal))
            await File.WriteAllTextAsync(path, golden = header + output, TestContext.Current.CancellationToken);

        Assert.True(
            golden.StartsWith(header, StringComparison.Ordinal), $"Golden/{name}.txt is of another revision than {reader.Revision}: update it, as above.");
        Assert.Equal(golden[header.Length..], output.ToString());
    }

    [Fact]
    public void No_two_readers_share_a_name()
        => Assert.Distinct(Registered().Select(reader => reader.Name));

    private static IEnumerable<IDocumentReader> Registered()
    {
        var services = new ServiceCollection();
        services.AddOptions<ReadingOptions>();
        return services.AddFormatReaders().BuildServiceProvider().GetServices<IDocumentReader>();
    }

    private static string PathOf(string name, [CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "Golden", $"{name}.txt");
}
