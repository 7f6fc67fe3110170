using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RerankFunctions.Documents;
using RerankFunctions.Search;
using RerankFunctions.Testing;

namespace RerankFunctions.Tests.Http;

/// <summary>What the app's own Kestrel tells of a body. The local host, and Azure's, mostly end such a request themselves (docs/api.md).</summary>
public sealed class BrokenBodyTests(SharedAzurite azurite) : IAsyncLifetime
{
    private EmulatedApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await EmulatedApp.PrepareAsync(azurite.TakeAccount());

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(StatusCodes.Status408RequestTimeout, "request-timed-out")]
    [InlineData(StatusCodes.Status400BadRequest, "invalid-request")]
    public async Task A_body_that_stops_coming_or_is_no_HTTP_is_a_problem(int status, string type)
    {
        var put = await CallAsync<PutDocument>("PUT", status, (function, request) => function.RunAsync(request, "a.md"));
        var search = await CallAsync<SearchDocuments>("POST", status, (function, request) => function.RunAsync(request));
        Assert.All(
            [put, search],
            answer =>
            {
                Assert.Equal(status, answer.Status);
                Assert.Contains($"urn:rerankfunctions:problem:{type}", answer.Body, StringComparison.Ordinal);
            },
            throwIfEmpty: true);
    }

    private Task<(int Status, string Body)> CallAsync<TFunction>(string method, int status, Func<TFunction, HttpRequest, Task<IResult>> call)
        => Function.CallAsync(
            _app.Services, method, new Broken(status), request => call(ActivatorUtilities.CreateInstance<TFunction>(_app.Services), request));

    private sealed class Broken(int status) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => throw new BadHttpRequestException("Told by Kestrel.", status);
    }
}
