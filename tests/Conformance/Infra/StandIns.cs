using System.Diagnostics;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Infra;

/// <summary>Commands that stand for the Azure, Databricks and SQL command lines: they write down how they were called and answer what they were told to.</summary>
internal sealed class StandIns : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StandIns()
    {
        Directory.CreateDirectory(_folder.PathOf("bin"));
        Directory.CreateDirectory(_folder.PathOf("sent"));
    }

    /// <summary>How the commands were called, in order, a line a call.</summary>
    public string[] Calls => File.Exists(_folder.PathOf("calls")) ? File.ReadAllLines(_folder.PathOf("calls")) : [];

    /// <summary>Adds a command.</summary>
    /// <param name="command">Its name.</param>
    /// <param name="answers">What it prints, by what its arguments begin with; an answer of <c>!</c> is a failure. Anything else prints nothing.</param>
    public StandIns Add(string command, params (string Arguments, string Answer)[] answers)
    {
        var cases = answers.Select(answer => answer.Answer == "!" ? $"  '{answer.Arguments}'*) exit 1 ;;" : $"  '{answer.Arguments}'*) printf '%s\\n' '{answer.Answer}' ;;");
        var file = _folder.PathOf("bin", command);
        File.WriteAllText(file, $$"""
            #!/usr/bin/env bash
            printf '%s\n' "{{command}} $*" >>"{{_folder.PathOf("calls")}}"
            for argument in "$@"; do
              case $argument in
              @*) cp "${argument#@}" "{{_folder.PathOf("sent")}}/$(basename "${argument#@}")" ;;
              /*) if [ -f "$argument" ]; then cp "$argument" "{{_folder.PathOf("sent")}}/$(basename "$argument")"; fi ;;
              esac
            done
            case "$*" in
            {{string.Join('\n', cases)}}
              *) ;;
            esac

            """);
        using var made = Process.Start("chmod", ["+x", file]);
        made.WaitForExit();
        return this;
    }

    /// <summary>The content of a file that was handed to a command, by its name.</summary>
    public string Sent(string name) => File.ReadAllText(_folder.PathOf("sent", name));

    /// <summary>Runs a script of infra/ where these commands are the ones found.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string script, (string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Repository.PathOf("infra", script), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_folder.PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + error);
    }

    public void Dispose() => _folder.Dispose();
}
