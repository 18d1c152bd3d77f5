using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.DotNet.Interactive;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Notebooks.Formatting;
using VoiceLake.Notebooks.Running.Parameters;

namespace VoiceLake.Notebooks.Running;

/// <summary>Runs a notebook for another one.</summary>
internal static class NestedNotebook
{
    private const string DepthVariable = "VOICELAKE_NOTEBOOK_DEPTH";
    private const int DepthAtMost = 16;

    /// <summary>Runs a notebook and returns its exit value.</summary>
    /// <exception cref="NotebookRunException">It cannot be run, or failed.</exception>
    /// <exception cref="TimeoutException">It did not end within its time.</exception>
    public static async Task<string?> RunAsync(string path, TimeSpan? timeout, object? arguments, CancellationToken interrupted)
    {
        var depth = int.TryParse(Environment.GetEnvironmentVariable(DepthVariable), CultureInfo.InvariantCulture, out var above) ? above + 1 : 1;
        if (depth > DepthAtMost)
        {
            throw new NotebookRunException($"'{path}' would be the {depth}th notebook that another one runs: does it run itself without end?");
        }

        if (!File.Exists(path))
        {
            throw new NotebookRunException($"There is no notebook '{path}' to run; the path is relative to the folder of the notebook that runs it.");
        }

        var session = await OpenAsync(path, timeout, arguments, depth, interrupted);
        using var limit = new CancellationTokenSource(timeout ?? Timeout.InfiniteTimeSpan, TimeProvider.System);
        var run = await session.RunAsync(limit.Token, interrupted);
        return run.Status switch
        {
            RunStatus.Passed => run.ExitValue,
            RunStatus.TimedOut => throw new TimeoutException($"{Path.GetFileName(path)} did not end within its {timeout!.Value.TotalSeconds} s."),
            RunStatus.Cancelled => throw new OperationCanceledException(interrupted),
            _ => throw new NotebookRunException(Failure(run)),
        };
    }

    private static async Task<NotebookSession> OpenAsync(string path, TimeSpan? timeout, object? arguments, int depth, CancellationToken ct)
    {
        try
        {
            var document = await NotebookDocument.ReadAsync(path, ct);
            var values = Pairs(arguments).ToDictionary(pair => pair.Name, pair => Value(pair.Value), StringComparer.Ordinal);
            var options = new RunOptions { Timeout = timeout, Environment = new Dictionary<string, string> { [DepthVariable] = depth.ToString(CultureInfo.InvariantCulture) } };
            return new NotebookSession(document, ParameterPlan.Make([document], values)[0], options, TimeProvider.System, progress: null);
        }
        catch (Exception e) when (e is RunRequestException or NotebookFormatException)
        {
            throw new NotebookRunException($"{Path.GetFileName(path)} cannot be run: {e.Message}");
        }
    }

    private static string Failure(NotebookRun run) => run.Failure is { Error: { } error } cell
        ? $"{Path.GetFileName(run.Path)}, cell {cell.Number}{(cell.Title is null ? "" : $" ({cell.Title})")}: {error.Name}: {error.Value}"
        : $"{Path.GetFileName(run.Path)}: {run.Problem ?? RunStatusName.Of(run.Status)}";

    private static IEnumerable<(string Name, object? Value)> Pairs(object? arguments) => arguments switch
    {
        null => [],
        IDictionary given => given.Keys.Cast<object>().Select(key => (key.ToString() ?? "", given[key])),
        _ => Members.Of(arguments.GetType()).Select(member => (member.Name, Read(member, arguments))),
    };

    private static object? Read(MemberInfo member, object instance) =>
        member is PropertyInfo property ? property.GetValue(instance) : ((FieldInfo)member).GetValue(instance);

    private static ParameterValue Value(object? value) => value switch
    {
        null => ParameterValue.Null,
        string text => ParameterValue.FromQuoted(text),
        IEnumerable items => ParameterValue.FromItems([.. items.Cast<object?>().Select(Value)]),
        _ => ParameterValue.FromText(Scalars.Find(value)?.Text ?? value.ToString() ?? ""),
    };
}
