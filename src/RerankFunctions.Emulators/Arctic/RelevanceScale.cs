namespace RerankFunctions.Emulators.Arctic;

/// <summary>
/// From the mix of cosine and lexical score, which crowds between .55 and .9, to how likely a passage is to be relevant: a logistic curve
/// fitted to judged passages (docs/quality.md has the data, the command and how well it fits). Monotone, so it changes no order.
/// </summary>
internal static class RelevanceScale
{
    private const double Steepness = 20, Middle = 0.82;

    public static double Of(double mix) => 1 / (1 + Math.Exp(-Steepness * (mix - Middle)));
}
