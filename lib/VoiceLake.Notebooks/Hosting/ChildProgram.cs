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
        var program = typeof(ChildProgram).Assembly.Location;
        if (program.Length == 0 || !File.Exists(Path.ChangeExtension(program, ".runtimeconfig.json")))
        {
            throw new InvalidOperationException(
                "The program that runs cells (VoiceLake.Notebooks.dll with its runtimeconfig.json) is not beside this one: build lib/VoiceLake.Notebooks.");
        }

        var start = new ProcessStartInfo
        {
            WorkingDirectory = Path.GetFullPath(options.WorkingDirectory),
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        var dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        if (File.Exists(dotnet))
        {
            start.FileName = Path.GetFullPath(dotnet);
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(program);
        }
        else
        {
            start.FileName = Path.ChangeExtension(program, OperatingSystem.IsWindows() ? ".exe" : null);
        }

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
}
