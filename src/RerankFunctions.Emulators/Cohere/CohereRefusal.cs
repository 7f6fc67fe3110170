namespace RerankFunctions.Emulators.Cohere;

/// <summary>A request that the service would refuse, with the status and the message it would give.</summary>
internal sealed class CohereRefusal(int status, string message) : Exception(message)
{
    public int Status => status;

    public static CohereRefusal BadRequest(string message)
        => new(StatusCodes.Status400BadRequest, "invalid request: " + message);
}
