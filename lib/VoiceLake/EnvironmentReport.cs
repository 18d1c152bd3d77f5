using VoiceLake.Bronze;
using VoiceLake.Lake;

namespace VoiceLake;

/// <summary>Looks at what the notebooks need of a machine, before they need it.</summary>
/// <remarks>Notebook: 00-setup</remarks>
public static class EnvironmentReport
{
    private const long FreeBytesWanted = 1L << 30;

    /// <summary>Checks the runtime, the lake, the source and the drawing of pictures.</summary>
    /// <param name="lake">The lake's address; where it is a folder it is made if absent, and a file in it is written and deleted.</param>
    /// <param name="source">A folder, an index page or a manifest; addresses on the network are not asked.</param>
    public static async Task<IReadOnlyList<EnvironmentCheck>> CheckAsync(string lake, string source)
    {
        return
        [
            await Run(".NET 10 or newer", "Install the .NET 10 SDK.", () => Task.FromResult(Environment.Version.Major >= 10)),
            await Run("the lake can be written", "Name another lake with -p lake=… or VOICELAKE_LAKE, or ask for the right to write there.", () => CanWriteAsync(lake)),
            await Run("1 GiB free for the lake", "Make room, or name a lake on another disk.", () => Task.FromResult(FreeBytes(lake) >= FreeBytesWanted)),
            await Run("the source can be read", "Name a folder of archives, the address of an index page, or a manifest with -p source=….", () => Task.FromResult(CanRead(source))),
            await Run("pictures can be drawn", "The library for pictures did not load: build again on this machine with 'dotnet build'.", () => Task.FromResult(CanDraw())),
        ];
    }

    private static async Task<EnvironmentCheck> Run(string what, string remedy, Func<Task<bool>> check)
    {
        try
        {
            return await check() ? new EnvironmentCheck(what, true, "") : new EnvironmentCheck(what, false, remedy);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or FormatException or TypeInitializationException or DllNotFoundException)
        {
            return new EnvironmentCheck(what, false, $"{failure.Message} {remedy}");
        }
    }

    private static async Task<bool> CanWriteAsync(string lake)
    {
        var data = DataLake.Open(lake);
        var path = $"miscellaneous/environment-check-{Guid.NewGuid():N}";
        await data.PutTextAsync(path, "written");
        var read = await data.HeadAsync(path);
        return await data.DeleteAsync(path) && read == "written";
    }

    private static long FreeBytes(string lake) =>
        DataLake.Open(lake).Store.Address is { IsFile: true } folder ? new DriveInfo(folder.LocalPath).AvailableFreeSpace : long.MaxValue;

    private static bool CanRead(string source) => SubmissionSource.Open(source) is not null;

    private static bool CanDraw()
    {
        using var plot = new ScottPlot.Plot();
        return plot.GetImageBytes(64, 64, ScottPlot.ImageFormat.Png).Length > 0;
    }
}

/// <summary>One line of the report.</summary>
/// <param name="Needed">What was looked for.</param>
/// <param name="Ok">Whether it is there.</param>
/// <param name="Remedy">What to do where it is not.</param>
public sealed record EnvironmentCheck(string Needed, bool Ok, string Remedy);
