using System.ComponentModel.DataAnnotations;

namespace RerankFunctions.Pipeline.Common;

/// <summary>What services take for what they bill. Unknown unless set: prices are the operator's contract's.</summary>
internal sealed class PriceOptions
{
    public const string Section = "Prices";

    /// <summary>For a million input tokens of the embed model.</summary>
    [Range(0, 1e6, ErrorMessage = "Set Prices__EmbedPerMillionTokens to a number from {1} to {2}, or to nothing.")]
    public double? EmbedPerMillionTokens { get; set; }

    /// <summary>For a thousand search units of the rerank model.</summary>
    [Range(0, 1e6, ErrorMessage = "Set Prices__RerankPerThousandSearchUnits to a number from {1} to {2}, or to nothing.")]
    public double? RerankPerThousandSearchUnits { get; set; }

    [Required(ErrorMessage = "Set Prices__Currency to the currency of the prices, such as USD.")]
    public string Currency { get; set; } = "USD";

    /// <summary>What the usage costs in <see cref="Currency"/>; null where the price of something used is not known.</summary>
    public double? CostOf(IEnumerable<Usage> usage) => usage.Where(used => used.Amount > 0).Aggregate(
        (double?)0,
        (cost, used) => cost + (used.Amount * (used.Unit is Usage.SearchUnits ? RerankPerThousandSearchUnits / 1e3 : EmbedPerMillionTokens / 1e6)));
}
