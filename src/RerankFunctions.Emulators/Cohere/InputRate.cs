namespace RerankFunctions.Emulators.Cohere;

/// <summary>Counts the texts of each minute against a limit. Cohere counts inputs, not calls (docs: rate limits).</summary>
internal sealed class InputRate(int? perMinute, TimeProvider time)
{
    /// <summary>What the service says to a call beyond a limit.</summary>
    public const string Exceeded = "You are past the per minute request limit, please wait and try again later.";

    private readonly Lock _lock = new();
    private long _minute;
    private int _inputs;

    /// <summary>Takes so many inputs from this minute's allowance, or refuses all of them.</summary>
    public void Take(int inputs)
    {
        if (perMinute is null)
            return;
        var minute = time.GetUtcNow().Ticks / TimeSpan.TicksPerMinute;
        lock (_lock)
        {
            if (minute != _minute)
                (_minute, _inputs) = (minute, 0);
            if (_inputs + inputs > perMinute)
                throw new CohereRefusal(StatusCodes.Status429TooManyRequests, Exceeded);
            _inputs += inputs;
        }
    }
}
