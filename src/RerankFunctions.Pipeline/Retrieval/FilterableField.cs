using System.Text.Json;

namespace RerankFunctions.Pipeline.Retrieval;

/// <summary>A field that requests may filter by.</summary>
/// <param name="Name">As requests name it.</param>
/// <param name="Indexed">The index's fields that its filters compare.</param>
/// <param name="Expected">For callers: what to give.</param>
/// <param name="Parse">Makes the filter of the value given; null where it is none.</param>
internal sealed record FilterableField(string Name, IReadOnlyList<IndexedField> Indexed, string Expected, Func<JsonElement, SearchFilter?> Parse);
