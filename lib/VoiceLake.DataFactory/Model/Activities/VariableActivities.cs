using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>Changes a variable of the pipeline.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public abstract record VariableActivity : Activity
{
    private protected VariableActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    private protected VariableActivity(string name, string type, string variable, Dynamic value)
        : base(name, type)
    {
        VariableName = variable;
        Value = value;
    }

    /// <summary>The variable.</summary>
    public string VariableName
    {
        get => Text("typeProperties", "variableName");
        init => Set(value, "typeProperties", "variableName");
    }

    /// <summary>The value.</summary>
    public Dynamic Value
    {
        get => Required("typeProperties", "value");
        init => Set(value.Json, "typeProperties", "value");
    }
}

/// <summary>Gives a variable of the pipeline a value.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record SetVariableActivity : VariableActivity
{
    internal SetVariableActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>An assignment; the value must not name the variable itself.</summary>
    public SetVariableActivity(string name, string variable, Dynamic value)
        : base(name, "SetVariable", variable, value)
    {
    }

    /// <summary>Whether the variable is a system variable, such as <c>pipelineReturnValue</c>; null: no.</summary>
    public Dynamic<bool>? SetSystemVariable
    {
        get => OptionalValue<bool>("typeProperties", "setSystemVariable");
        init => Set(value?.Json, "typeProperties", "setSystemVariable");
    }

    /// <summary>Returns values to the pipeline that called this one: <c>activity('…').output.pipelineReturnValue</c> there.</summary>
    /// <param name="name">The activity's name.</param>
    /// <param name="values">Names, and the expressions that give their values.</param>
    public static SetVariableActivity Return(string name, params IEnumerable<(string Key, string Expression)> values)
    {
        var pairs = values.Select(pair => new { key = pair.Key, value = new { type = ExpressionText.TypeName, content = pair.Expression } });
        return new SetVariableActivity(name, "pipelineReturnValue", Dynamic.Of(pairs)) { SetSystemVariable = true };
    }
}

/// <summary>Adds a value to a variable that is a list.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record AppendVariableActivity : VariableActivity
{
    internal AppendVariableActivity(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>An addition to a list.</summary>
    public AppendVariableActivity(string name, string variable, Dynamic value)
        : base(name, "AppendVariable", variable, value)
    {
    }
}
