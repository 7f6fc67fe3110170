using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RerankFunctions.Reading.Isolation;

/// <summary>The one line of JSON that a reader process takes on its standard input. When that input ends, so does the process.</summary>
/// <param name="Reader">Which reader to use, by its name.</param>
internal sealed record ReaderRequest(string Reader, string Path, ReadingOptions Options);

/// <summary>
/// A line of JSON on a reader process's standard output: first an empty one (it has started), then the blocks, at last why it stopped
/// or that it is done.
/// </summary>
internal sealed record ReaderMessage
{
    public Block? Block { get; init; }

    public string? Unreadable { get; init; }

    public bool Unsupported { get; init; }

    public bool Done { get; init; }

    /// <summary>With <see cref="Done"/>: what was left out or not understood.</summary>
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>With <see cref="Done"/>: the document's own fields.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Fields { get; init; }
}

[JsonSerializable(typeof(ReaderRequest))]
[JsonSerializable(typeof(ReaderMessage))]
internal sealed partial class ReaderJson : JsonSerializerContext
{
    /// <summary>Without needless escapes: nothing here ends up in HTML.</summary>
    public static ReaderJson Lines { get; } = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
