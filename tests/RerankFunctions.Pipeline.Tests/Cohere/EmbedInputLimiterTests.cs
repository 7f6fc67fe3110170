using Microsoft.Extensions.Options;
using RerankFunctions.Pipeline.Cohere;

namespace RerankFunctions.Pipeline.Tests.Cohere;

public class EmbedInputLimiterTests
{
    [Fact]
    public async Task Inputs_within_a_minute_s_limit_go_at_once_and_the_next_wait()
    {
        using var limiter = new EmbedInputLimiter(Options.Create(new CohereOptions { EmbedInputsPerMinute = 200 }));
        using var givingUp = new CancellationTokenSource();

        Assert.True(limiter.WaitAsync(96, givingUp.Token).IsCompletedSuccessfully);
        Assert.True(limiter.WaitAsync(96, givingUp.Token).IsCompletedSuccessfully);
        var third = limiter.WaitAsync(96, givingUp.Token);
        Assert.False(third.IsCompleted);

        await givingUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
    }
}
