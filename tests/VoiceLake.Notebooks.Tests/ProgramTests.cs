using System.Diagnostics;
using VoiceLake.Notebooks.Hosting;

namespace VoiceLake.Notebooks.Tests;

public sealed class ProgramTests
{
    [Fact]
    public async Task Cells_without_a_parent_end_by_themselves()
    {
        var command = ChildProgram.CommandLine();
        using var process = Process.Start(new ProcessStartInfo(command[0], [.. command.Skip(1), "cells", "voicelake-nobody-listens"]) { RedirectStandardError = true })!;

        var told = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(1);
        told.ShouldContain("the program that runs the notebook has gone");
    }
}
