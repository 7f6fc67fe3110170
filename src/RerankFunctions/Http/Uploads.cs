using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Pipeline.Common;

namespace RerankFunctions.Http;

internal static class Uploads
{
    /// <summary>
    /// Kestrel takes 30,000,000 bytes unless told otherwise. Bodies are bounded where they are read, by <see cref="RequestBody"/>, which tells
    /// callers what to change. The Functions host in front has a limit of its own.
    /// </summary>
    public static void TakeUploads(this IServiceCollection services)
    {
        // Else a gzip that breaks off would be taken for whole (DeflateStream in dotnet/runtime).
        AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);
        services.AddSettings<ApiOptions>(ApiOptions.Section);
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null);
    }
}
