using System.Text;
using Microsoft.AspNetCore.Http;

namespace RerankFunctions.Tests.Http;

/// <summary>Functions called in this process, where what is tried never comes through a host.</summary>
internal static class Function
{
    public static async Task<(int Status, string Body)> CallAsync(
        IServiceProvider services, string method, Stream body, Func<HttpRequest, Task<IResult>> call)
    {
        using var answer = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services, Request = { Method = method, Body = body }, Response = { Body = answer } };
        var result = await call(context.Request);
        await result.ExecuteAsync(context);
        return (context.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }
}
