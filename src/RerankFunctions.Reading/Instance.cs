using System.Globalization;

namespace RerankFunctions.Reading;

/// <summary>What the app runs on, in bytes: its memory, and the disk of its temporary files.</summary>
public sealed record Instance(long MemoryBytes, long TemporaryBytes)
{
    /// <summary>Of a container, by the versions of Linux's control groups (https://docs.kernel.org/admin-guide/cgroup-v2.html).</summary>
    private static readonly string[] MemoryLimits = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];

    /// <summary>As it is now: the container's limit where there is one, and the disk's free space.</summary>
    public static Instance Current()
    {
        // Within a container that is three quarters of its limit: https://learn.microsoft.com/dotnet/core/runtime-config/garbage-collector#heap-limit
        var known = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var limit = MemoryLimits.Select(LimitIn).FirstOrDefault(limit => limit is not null);
        return new Instance(limit is { } bytes && bytes / 4 * 3 <= known ? bytes : known, FreeOf(Path.GetTempPath()));
    }

    /// <summary>Null where there is none: no such file, or a word in it.</summary>
    private static long? LimitIn(string file)
    {
        try
        {
            return long.TryParse(File.ReadAllText(file), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var limit) ? limit : null;
        }
        catch (Exception notThere) when (notThere is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long FreeOf(string folder)
        => new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace;
}
