namespace RerankFunctions.Pipeline.Common;

/// <summary>What one call to a service is billed for.</summary>
/// <param name="Provider">The service, as users know it.</param>
/// <param name="Unit">What it counts, as its price list says: <see cref="Tokens"/> or <see cref="SearchUnits"/>.</param>
internal sealed record Usage(string Provider, string Unit, long Amount)
{
    public const string Tokens = "tokens";

    /// <summary>Cohere's: one is a query with up to 100 documents.</summary>
    public const string SearchUnits = "search_units";
}
