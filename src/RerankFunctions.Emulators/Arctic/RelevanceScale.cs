namespace RerankFunctions.Emulators.Arctic;

/// <summary>
/// From the mix of cosine and lexical score, which crowds in the middle, to how likely a passage is to be relevant: a logistic curve fitted
/// to the judged candidates of Cranfield and chunkeval (docs/quality.md: the command, how well it fits, and SciFact, which it has not seen).
/// Monotone, so it changes no order.
/// </summary>
internal static class RelevanceScale
{
    private const double Steepness = 13.2, Middle = 0.638;

    public static double ScaleMix(double mix) => 1 / (1 + Math.Exp(-Steepness * (mix - Middle)));
}
