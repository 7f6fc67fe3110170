namespace RerankFunctions.Pipeline.Common;

/// <summary>
/// What all instances of the app together may do in a minute, cut into parts of one size. Whoever takes a part has it for a minute, whatever
/// becomes of the taker: so no more is done in the long run than there are parts, however many instances there are.
/// </summary>
internal interface ISharedMinute
{
    /// <summary>How long a part is taken for.</summary>
    static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    /// <param name="parts">How many there are: the same for all instances.</param>
    /// <returns>Whether there was one to take.</returns>
    /// <exception cref="DependencyException">Whoever keeps the parts failed, retries included, or refused.</exception>
    Task<bool> TakeAsync(int parts, CancellationToken cancellationToken);
}
