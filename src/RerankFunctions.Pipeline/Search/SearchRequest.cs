using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RerankFunctions.Pipeline.Retrieval;

namespace RerankFunctions.Pipeline.Search;

/// <summary>A search as asked, before any of it is checked. A field left out is null.</summary>
public sealed record SearchRequest
{
    public string? Query { get; init; }

    /// <summary>Other ways to put the query, or parts of it: retrieved for as well.</summary>
    public IReadOnlyList<string?>? Queries { get; init; }

    /// <summary>Options under one name.</summary>
    public string? Preset { get; init; }

    /// <summary>Passages to retrieve.</summary>
    public int? Candidates { get; init; }

    /// <summary>Passages to return.</summary>
    public int? TopN { get; init; }

    public string? Mode { get; init; }

    public string? Reranker { get; init; }

    public double? MinScore { get; init; }

    public bool? GroupByDocument { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Filter { get; init; }

    /// <summary>Whether to tell how the results came about.</summary>
    public bool? Explain { get; init; }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(SearchResponse))]
[JsonSerializable(typeof(FieldList))]
[JsonSerializable(typeof(IndexCoverage))]
public sealed partial class SearchJson : JsonSerializerContext
{
    /// <summary>Writes letters beyond ASCII and quotes as they are, so that an answer can be read in a terminal.</summary>
    public static SearchJson Readable => field ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
