using System.Diagnostics;
using System.Runtime.InteropServices;

namespace VoiceLake.Notebooks.Hosting;

/// <summary>How the program that runs cells is started: this assembly's own executable, under the runtime that runs the caller.</summary>
internal static class ChildProgram
{
    /// <summary>The first argument of the executable; the pipe's name is the second.</summary>
    public const string CellsCommand = "cells";

    public static ProcessStartInfo StartInfo(NotebookProcessOptions options, string pipeName)
    {
        var command = CommandLine();
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = Path.GetFullPath(options.WorkingDirectory),
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(CellsCommand);
        start.ArgumentList.Add(pipeName);
        if (options.NotebookPath is { } notebook)
        {
            start.ArgumentList.Add(Path.GetFullPath(notebook, start.WorkingDirectory));
        }

        foreach (var (name, value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>The command that starts this assembly's own executable; its arguments follow.</summary>
    /// <exception cref="InvalidOperationException">The executable is not beside this program.</exception>
    public static IReadOnlyList<string> CommandLine()
    {
        var program = typeof(ChildProgram).Assembly.Location;
        if (program.Length == 0 || !File.Exists(Path.ChangeExtension(program, ".runtimeconfig.json")))
        {
            throw new InvalidOperationException(
                "The program that runs cells (VoiceLake.Notebooks.dll with its runtimeconfig.json) is not beside this one: build lib/VoiceLake.Notebooks.");
        }

        var dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(dotnet)
            ? [Path.GetFullPath(dotnet), "exec", program]
            : [Path.ChangeExtension(program, OperatingSystem.IsWindows() ? ".exe" : null)];
    }
}
