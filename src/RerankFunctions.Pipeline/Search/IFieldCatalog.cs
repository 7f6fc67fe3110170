using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Pipeline.Search;

/// <summary>Tells what searches can be filtered by.</summary>
public interface IFieldCatalog
{
    /// <summary>How many values of a field are listed where nothing else is asked for.</summary>
    const int DefaultValues = 10;

    const int MaxValues = 100;

    /// <param name="values">How many values of each field to list at most.</param>
    /// <exception cref="DependencyException">The index failed, or did not answer in time.</exception>
    Task<FieldList> ListAsync(int values, CancellationToken cancellationToken);
}

/// <summary>The fields that searches can be filtered by.</summary>
public sealed record FieldList(IReadOnlyList<Field> Fields);

/// <param name="Name">As a filter names it.</param>
/// <param name="Type">keyword, number or datetime.</param>
/// <param name="Values">The values that most documents have, as a filter takes them; null where the field's values are not counted.</param>
public sealed record Field(string Name, string Type, string Give, IReadOnlyList<FieldCount>? Values);

/// <param name="Documents">How many have it.</param>
public sealed record FieldCount(string Value, long Documents);
