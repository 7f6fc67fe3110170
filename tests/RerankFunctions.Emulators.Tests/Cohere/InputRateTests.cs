using System.Net;
using Microsoft.Extensions.Time.Testing;
using RerankFunctions.Emulators.Cohere;

namespace RerankFunctions.Emulators.Tests.Cohere;

public sealed class InputRateTests : CohereCaller
{
    private readonly FakeTimeProvider _time = new();

    protected override CohereEmulatorOptions Options => new() { Models = new LexicalModels(), EmbedInputsPerMinute = 5, TimeProvider = _time };

    [Fact]
    public async Task Texts_beyond_the_limit_are_refused_until_the_next_minute()
    {
        Assert.Equal(HttpStatusCode.OK, (await EmbedAsync(EmbedJson(["1", "2", "3"]))).Status);
        var refused = await EmbedAsync(EmbedJson(["4", "5", "6"]));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal("You are past the per minute request limit, please wait and try again later.", refused.Message);
        Assert.Equal(HttpStatusCode.OK, (await EmbedAsync(EmbedJson(["4", "5"]))).Status);

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.OK, (await EmbedAsync(EmbedJson(["6"]))).Status);
    }
}
