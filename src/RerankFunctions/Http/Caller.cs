using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace RerankFunctions.Http;

/// <summary>
/// Who calls, by the function key: the host has checked it, header first, then <c>code</c> (AuthenticationLevelHandler in
/// Azure/azure-functions-host), and passes both on, since its forwarder copies all headers and the query (DefaultHttpProxyService there).
/// </summary>
internal static class Caller
{
    private const int Digits = 8;

    /// <summary>
    /// The first 8 hex digits of the SHA-256 of the key, which tell callers apart and are no key; null without one, as callers of anonymous functions
    /// are, and everybody where the host asks for none.
    /// </summary>
    public static string? Of(HttpRequest request)
    {
        var key = request.Headers.TryGetValue("x-functions-key", out var header) ? header[0] : request.Query["code"].FirstOrDefault();
        return string.IsNullOrEmpty(key) ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..Digits];
    }
}
