using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace RerankFunctions.Host.Http;

/// <summary>One key for all that asks for one; none where none is set.</summary>
internal sealed class FunctionKeys(string? key)
{
    public bool Allow(HttpRequest request)
    {
        if (key is null)
            return true;

        var shown = request.Headers["x-functions-key"].FirstOrDefault() ?? request.Query["code"].FirstOrDefault() ?? "";
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown), Encoding.UTF8.GetBytes(key));
    }
}
