using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace RerankFunctions.Http;

/// <summary>What a request would like (RFC 7240). Whatever cannot be read is taken for nothing, as the RFC wants it.</summary>
internal static class Preference
{
    /// <summary>The load balancer in front of the Functions host ends a request after 230 seconds.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(200);

    /// <summary>How long the caller would wait for the whole work to be done (<c>Prefer: wait=30</c>, seconds); null for not at all.</summary>
    public static TimeSpan? Wait(HttpRequest request)
    {
        foreach (var preference in request.Headers["Prefer"].SelectMany(header => (header ?? "").Split(',', ';')))
        {
            if (preference.Split('=') is [var name, var value] && name.Trim().Equals("wait", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                return seconds < LongestWait.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestWait;
        }

        return null;
    }
}
