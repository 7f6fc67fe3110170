using Microsoft.Net.Http.Headers;

namespace RerankFunctions.Emulators.Cohere;

/// <summary>Checks the bearer token of a call.</summary>
internal sealed class CohereKeys(string? only)
{
    public const string InvalidToken = "invalid api token";
    private const string NoKey = "no api key supplied";
    private const string Scheme = "Bearer ";

    public void Check(HttpRequest request)
    {
        var header = request.Headers[HeaderNames.Authorization].ToString();
        var token = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
        if (token.Length == 0)
            throw new CohereRefusal(StatusCodes.Status401Unauthorized, NoKey);
        if (only is not null && token != only)
            throw new CohereRefusal(StatusCodes.Status401Unauthorized, InvalidToken);
    }
}
