namespace RerankFunctions.Pipeline.Common;

/// <summary>What the work needs is taken by other work for now. Nothing is wrong: it goes on where it was when its turn comes.</summary>
/// <param name="reason">For logs: what is taken.</param>
internal sealed class PutOffException(string reason) : Exception(reason);
