using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using VoiceLake.Notebooks.Formatting;
using VoiceLake.Notebooks.Hosting;

namespace VoiceLake.Notebooks.Engine;

/// <summary>An exception as its author wants to read it: type, message and the frames of the notebook's own code.</summary>
internal sealed partial class RuntimeErrors(CellSources sources)
{
    private const int FramesAtMost = 20;

    public ErrorOutput Describe(Exception exception)
    {
        var cause = Unwrap(exception);
        return new ErrorOutput(cause.GetType().FullName ?? cause.GetType().Name, Scalars.Message(cause), [.. Lines(cause)]);
    }

    /// <summary>Wrappers that reflection and blocking waits put around one exception tell the author nothing.</summary>
    private static Exception Unwrap(Exception exception) => exception switch
    {
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        AggregateException { InnerExceptions: [var only] } => Unwrap(only),
        _ => exception,
    };

    private IEnumerable<string> Lines(Exception exception)
    {
        yield return $"{exception.GetType().FullName}: {Scalars.Message(exception)}";
        foreach (var line in Frames(exception))
        {
            yield return line;
        }

        var inner = exception is AggregateException aggregate ? aggregate.InnerExceptions : (IEnumerable<Exception?>)[exception.InnerException];
        foreach (var line in inner.OfType<Exception>().Select(Unwrap).SelectMany(Lines).Select((text, i) => (i == 0 || !text.StartsWith(' ') ? " ---> " : "      ") + text))
        {
            yield return line;
        }
    }

    private IEnumerable<string> Frames(Exception exception)
    {
        var shown = new HashSet<string>();
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            var method = frame.GetMethod();
            if (sources.Find(method?.Module.Assembly) is not { } source || frame.GetFileLineNumber() == 0)
            {
                continue;
            }

            var label = frame.GetFileName() ?? source.Label;
            var place = FormattableString.Invariant($"   at {MethodName(method!)}{label}, line {frame.GetFileLineNumber()}");
            if (shown.Add(place) && shown.Count <= FramesAtMost)
            {
                yield return place;
                var code = label == source.Label ? source.Line(frame.GetFileLineNumber()).Trim() : "";
                if (code.Length > 0)
                {
                    yield return "      " + code;
                }
            }
        }

        if (shown.Count > FramesAtMost)
        {
            yield return FormattableString.Invariant($"   ({shown.Count - FramesAtMost} more)");
        }
    }

    /// <summary>The name as written: state machines and lambdas carry it between angle brackets, the cell's own code has none.</summary>
    private static string MethodName(MethodBase method)
    {
        var names = Written().Matches($"{method.DeclaringType?.Name}.{method.Name}").Select(m => m.Groups["name"].Value)
            .Where(name => name.Length > 0 && name is not ("Initialize" or "Factory" or "Main")).ToList();
        if (names.Count > 0)
        {
            return names[^1] + " in ";
        }

        var generated = method.Name.Contains('<', StringComparison.Ordinal) || method.DeclaringType?.Name.Contains('<', StringComparison.Ordinal) == true;
        return generated || method.Name is "MoveNext" ? "" : (method.IsConstructor ? "new " + method.DeclaringType?.Name : method.Name) + " in ";
    }

    [GeneratedRegex(@"<(?<name>\w+)>(?!g__)|g__(?<name>\w+)\|")]
    private static partial Regex Written();
}
