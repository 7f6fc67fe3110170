using NetArchTest.Rules;
using RerankFunctions.Pipeline.Hosting;

namespace RerankFunctions.Pipeline.Tests.Architecture;

/// <summary>The rooms of the pipeline and the arrows between them, which only point down: docs/architecture.md shows the same.</summary>
public sealed class RoomTests
{
    private const string Root = "RerankFunctions.Pipeline";

    /// <summary>From the ground up; each may know only rooms that stand before it.</summary>
    private static readonly (string Room, string[] MayKnow)[] Rooms =
    [
        ("Common", []),
        ("Documents", ["Common"]),
        ("Chunking", []),
        ("Embedding", ["Common"]),
        ("Retrieval", ["Documents"]),
        ("Reranking", ["Common", "Retrieval"]),
        ("Indexing", ["Common", "Documents", "Chunking"]),
        ("Cohere", ["Common", "Embedding", "Retrieval", "Reranking"]),
        ("Qdrant", ["Common", "Documents", "Chunking", "Embedding", "Retrieval", "Indexing"]),
        ("Ingestion", ["Common", "Documents", "Chunking", "Embedding", "Indexing"]),
        ("Search", ["Common", "Documents", "Embedding", "Retrieval", "Reranking"]),
        ("Hosting", ["Common", "Documents", "Chunking", "Embedding", "Retrieval", "Reranking", "Indexing", "Cohere", "Qdrant", "Ingestion", "Search"]),
    ];

    /// <summary>Packages that are one room's affair: by the namespace, the rooms that may use it.</summary>
    private static readonly (string Namespace, string[] Rooms)[] Packages =
    [
        ("Azure", ["Documents"]),
        ("Qdrant.Client", ["Qdrant"]),
        ("Grpc", ["Qdrant"]),
        ("Polly", ["Cohere", "Qdrant", "Reranking"]),
        ("System.Net.Http", ["Cohere", "Qdrant"]),
        ("YamlDotNet", ["Cohere"]),
    ];

    private static Types Pipeline => Types.InAssembly(typeof(RerankFunctionsBuilderExtensions).Assembly);

    [Fact]
    public void Arrows_only_point_down()
    {
        Assert.All(Rooms.Index(), room => Assert.Subset(
            Rooms[..room.Index].Select(lower => lower.Room).ToHashSet(), room.Item.MayKnow.ToHashSet()), throwIfEmpty: true);
        var forbidden =
            from room in Rooms
            from other in Rooms
            where other.Room != room.Room && !room.MayKnow.Contains(other.Room)
            from type in InRoom(room.Room).And().HaveDependencyOn($"{Root}.{other.Room}").GetTypes()
            select $"{type.FullName} -> {other.Room}";
        Assert.Empty(forbidden);
    }

    [Fact]
    public void Every_allowed_arrow_is_there()
    {
        var unused =
            from room in Rooms
            where room.Room != "Hosting"
            from other in room.MayKnow
            where !InRoom(room.Room).And().HaveDependencyOn($"{Root}.{other}").GetTypes().Any()
            select $"{room.Room} -> {other}";
        Assert.Empty(unused);
    }

    [Fact]
    public void Everything_is_in_a_room()
    {
        var homeless = typeof(RerankFunctionsBuilderExtensions).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith(Root, StringComparison.Ordinal) is true)
            .Select(type => type.Namespace!.Split('.') is [_, _, var room, ..] ? room : type.FullName!)
            .Distinct().Except(Rooms.Select(room => room.Room));
        Assert.Empty(homeless);
    }

    [Fact]
    public void A_service_s_client_is_used_in_one_room()
    {
        var forbidden =
            from package in Packages
            from room in Rooms
            where !package.Rooms.Contains(room.Room)
            from type in InRoom(room.Room).And().HaveDependencyOn(package.Namespace).GetTypes()
            select $"{type.FullName} -> {package.Namespace}";
        Assert.Empty(forbidden);
    }

    /// <summary>What the edge injects, and their data.</summary>
    [Fact]
    public void Nothing_else_is_public() => Assert.Equal(
        [
            "ChangedMetadata", "DependencyException", "DependencyFailure", "DependencyReadiness", "DocumentConflict",
            "DocumentConflictException", "DocumentId", "DocumentPage", "DocumentPrecondition", "DocumentState", "DocumentStatus",
            "DocumentStore", "DocumentsJson", "DroppedPassage", "ExplainedList", "ExplainedStage", "Field", "FieldCount", "FieldList",
            "IDeliveries", "IDocumentCatalog", "IDocumentMetadata", "IDocumentSearch", "IDocumentSynchronizer", "IFieldCatalog",
            "IIndexCoverage", "IReadiness", "IReconciliation", "IndexCoverage", "IndexMismatchException", "InvalidRequestException",
            "ListRank", "MetadataRules", "ModelsUsed", "OpenDocument", "ProductMetrics", "ReadinessJson", "ReadinessReport",
            "ReconciledPage", "ReconciliationRequest",
            "RerankFunctionsBuilderExtensions", "ResultExplanation", "RetrievalRank", "SearchCost", "SearchExplanation", "SearchJson", "SearchLimits", "SearchRequest",
            "SearchResponse", "SearchResult", "SearchUsage", "SettingsRegistration", "StageTimings",
        ],
        typeof(RerankFunctionsBuilderExtensions).Assembly.GetExportedTypes().Select(type => type.Name).Order(StringComparer.Ordinal));

    private static PredicateList InRoom(string room) => Pipeline.That().ResideInNamespace($"{Root}.{room}");
}
