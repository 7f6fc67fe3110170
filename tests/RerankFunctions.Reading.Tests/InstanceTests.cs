using Microsoft.Extensions.Options;

namespace RerankFunctions.Reading.Tests;

/// <summary>What reading may take of an instance.</summary>
public sealed class InstanceTests
{
    private const long Megabyte = 1 << 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(512, 1, 128)]
    [InlineData(1_024, 1, 256)]
    [InlineData(2_048, 2, 512)]
    [InlineData(4_096, 4, 512)]
    [InlineData(65_536, 4, 512)]
    public void Readers_fit_beside_host_and_worker(long memory, int processes, long each)
    {
        var limits = new ReadingOptions().FitTo(new Instance(memory * Megabyte, 800 * Megabyte));
        Assert.Equal((processes, each * Megabyte), (limits.MaxProcesses, limits.MaxProcessBytes));
    }

    [Theory]
    [InlineData(800, 600, 150)] // Flex Consumption
    [InlineData(100_000, 75_000, 256)]
    public void Temporary_files_leave_a_quarter_of_the_disk_and_four_documents_fit(long disk, long temporary, long document)
    {
        var limits = new ReadingOptions().FitTo(new Instance(2_048 * Megabyte, disk * Megabyte));
        Assert.Equal((temporary * Megabyte, document * Megabyte), (limits.MaxTemporaryBytes, limits.MaxDocumentBytes));
    }

    [Fact]
    public void What_is_set_stays()
    {
        var limits = new ReadingOptions { MaxProcesses = 7, MaxProcessBytes = 1, MaxTemporaryBytes = 2, MaxDocumentBytes = 3 };
        limits.FitTo(Instance.Current());
        Assert.Equal((7, 1, 2, 3), (limits.MaxProcesses, limits.MaxProcessBytes, limits.MaxTemporaryBytes, limits.MaxDocumentBytes));
    }

    [Fact]
    public void This_one_has_memory_and_disk() => Assert.True(Instance.Current() is { MemoryBytes: > 100 * Megabyte, TemporaryBytes: > 0 });

    [Fact]
    public async Task Temporary_files_are_bounded_in_sum_and_whoever_fits_goes_before_who_does_not()
    {
        var space = new TemporarySpace(Options.Create(new ReadingOptions { MaxTemporaryBytes = 100 }));
        var first = await space.TakeAsync(60, Cancellation);
        var large = space.TakeAsync(50, Cancellation);
        using (await space.TakeAsync(40, Cancellation))
            Assert.False(large.IsCompleted);
        Assert.False(large.IsCompleted);
        first.Dispose();
        (await large).Dispose();
    }

    [Fact]
    public async Task One_document_larger_than_all_there_is_goes_alone_and_who_gives_up_takes_nothing()
    {
        var space = new TemporarySpace(Options.Create(new ReadingOptions { MaxTemporaryBytes = 100 }));
        using var leave = new CancellationTokenSource();
        using (await space.TakeAsync(500, Cancellation))
        {
            var waiting = space.TakeAsync(1, leave.Token);
            Assert.False(waiting.IsCompleted);
            await leave.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        (await space.TakeAsync(100, Cancellation)).Dispose();
    }
}
