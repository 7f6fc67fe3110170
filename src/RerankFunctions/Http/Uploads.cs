using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace RerankFunctions.Http;

internal static class Uploads
{
    /// <summary>
    /// Kestrel takes 30,000,000 bytes unless told otherwise. Bodies are bounded where they are read: documents by
    /// <see cref="LimitedStream"/>, searches by their own limit. The Functions host in front has a limit of its own.
    /// </summary>
    public static void TakeLargeUploads(this IServiceCollection services)
        => services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null);
}
