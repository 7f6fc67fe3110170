using System.Net;
using System.Net.Http.Headers;
using RerankFunctions.Emulators.Cohere;

namespace RerankFunctions.Emulators.Tests.Cohere;

public sealed class CohereKeyTests : CohereCaller
{
    protected override CohereEmulatorOptions Options => new() { Models = new LexicalModels(), ApiKey = "the-key" };

    [Theory]
    [InlineData(null, "no api key supplied")]
    [InlineData("Bearer", "no api key supplied")]
    [InlineData("Bearer  ", "no api key supplied")]
    [InlineData("Basic the-key", "no api key supplied")]
    [InlineData("Bearer another-key", "invalid api token")]
    public async Task A_call_without_the_right_key_is_unauthorised(string? authorization, string message)
    {
        Http.DefaultRequestHeaders.Authorization = null;
        if (authorization is not null)
            Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        foreach (var reply in new[] { await EmbedAsync(EmbedJson(["a"])), await RerankAsync(RerankJson("q", ["d"])) })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
            Assert.Equal(message, reply.Message);
        }
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("bearer")]
    public async Task The_right_key_is_let_in(string scheme)
    {
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, "the-key");

        Assert.Equal(HttpStatusCode.OK, (await EmbedAsync(EmbedJson(["a"]))).Status);
    }
}
