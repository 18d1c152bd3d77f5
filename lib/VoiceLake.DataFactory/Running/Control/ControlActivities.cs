using VoiceLake.DataFactory.Running.Execution;

namespace VoiceLake.DataFactory.Running.Control;

/// <summary>The activities that steer a pipeline, by type.</summary>
internal static class ControlActivities
{
    private static readonly Dictionary<string, Func<ControlCall, ActivityTry>> All = new()
    {
        ["AppendVariable"] = VariableControl.Append,
        ["ExecutePipeline"] = PipelineControl.Execute,
        ["Fail"] = SimpleControl.Fail,
        ["Filter"] = SimpleControl.Filter,
        ["ForEach"] = ForEachControl.Run,
        ["IfCondition"] = BranchControl.If,
        ["SetVariable"] = VariableControl.Set,
        ["Switch"] = BranchControl.Switch,
        ["Until"] = UntilControl.Run,
        ["Wait"] = SimpleControl.Wait,
    };

    public static IEnumerable<string> Types => All.Keys;

    public static Func<ControlCall, ActivityTry>? Find(string type) => All.GetValueOrDefault(type);
}
