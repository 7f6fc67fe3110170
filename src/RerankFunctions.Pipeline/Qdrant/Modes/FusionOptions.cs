using System.ComponentModel.DataAnnotations;

namespace RerankFunctions.Pipeline.Qdrant.Modes;

internal sealed class FusionOptions
{
    public const string Section = "Search";

    /// <summary>
    /// Reciprocal rank fusion's k: the larger, the more agreement of lists counts against being first in one. 60 is that of the method's paper
    /// (Cormack, Clarke and Büttcher, 2009); Qdrant's own is 2.
    /// </summary>
    [Range(1, 10_000, ErrorMessage = "Set Search__RrfK to a number from {1} to {2}.")]
    public int RrfK { get; set; } = 60;
}
