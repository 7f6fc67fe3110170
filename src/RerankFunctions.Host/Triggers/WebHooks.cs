using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.WebJobs.Description;
using Microsoft.Azure.WebJobs.Host.Config;
using Handler = Microsoft.Azure.WebJobs.IAsyncConverter<System.Net.Http.HttpRequestMessage, System.Net.Http.HttpResponseMessage>;

#pragma warning disable CS0618 // IWebHookProvider is "not ready for public consumption": the host is what it is there for.

namespace RerankFunctions.Host.Triggers;

/// <summary>The extensions' own HTTP endpoints, <c>/runtime/webhooks/NAME</c>: Event Grid's events of blobs come by one.</summary>
internal sealed class WebHooks : IWebHookProvider
{
    public const string Path = "/runtime/webhooks";

    private readonly ConcurrentDictionary<string, Handler> _handlers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where the host listens, once it does.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>The extension tells that it takes requests, and learns where.</summary>
    public Uri GetUrl(IExtensionConfigProvider extension)
    {
        var type = extension.GetType();
        var name = (type.GetCustomAttribute<ExtensionAttribute>()?.ConfigurationSection ?? type.Name).ToLowerInvariant();
        _handlers[name] = (Handler)extension;
        return new Uri(BaseAddress ?? new Uri("http://localhost"), $"{Path}/{name}");
    }

    /// <returns>Whether there is an extension for the request.</returns>
    public async Task<bool> TryAnswerAsync(HttpContext context, PathString name)
    {
        if (!_handlers.TryGetValue(name.Value?.Trim('/') ?? "", out var handler))
            return false;

        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.GetEncodedUrl())
        {
            Content = new StreamContent(context.Request.Body),
        };
        foreach (var (header, values) in context.Request.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(header, values.AsEnumerable()))
                request.Content.Headers.TryAddWithoutValidation(header, values.AsEnumerable());
        }

        using var response = await handler.ConvertAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        if (response.Content is { } content)
        {
            context.Response.ContentType = content.Headers.ContentType?.ToString();
            await content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }

        return true;
    }
}
