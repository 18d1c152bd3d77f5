using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>What a parameter or a variable holds, and its value where none is given.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record ParameterSpecification : ModelPart
{
    internal ParameterSpecification(JsonElement json, JsonPlace place)
        : base(json, place)
    {
    }

    /// <summary>A parameter of one of the types of <see cref="ParameterType"/>.</summary>
    /// <param name="type">The type, in the spelling of parameters or of variables.</param>
    /// <param name="defaultValue">The value where none is given; without it a value has to be given.</param>
    public ParameterSpecification(string type, Dynamic? defaultValue = null)
        : base("parameter")
    {
        Set(type, "type");
        Set(defaultValue?.Json, "defaultValue");
    }

    /// <summary>The type.</summary>
    public string Type => Text("type");

    /// <summary>The value where none is given.</summary>
    public Dynamic? DefaultValue => OptionalValue("defaultValue");
}

#pragma warning disable CA1720 // These are Data Factory's own names.

/// <summary>The types of parameters, in Data Factory's spelling.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public static class ParameterType
{
    /// <summary>A text.</summary>
    public const string Text = "string";

    /// <summary>A whole number; parameters only.</summary>
    public const string Int = "int";

    /// <summary>A number; parameters only.</summary>
    public const string Float = "float";

    /// <summary>A boolean.</summary>
    public const string Bool = "bool";

    /// <summary>A list.</summary>
    public const string Array = "array";

    /// <summary>An object; parameters only.</summary>
    public const string Object = "object";

    /// <summary>A text that runs do not show; parameters only.</summary>
    public const string SecureString = "secureString";
}

/// <summary>The types of variables, in Data Factory's spelling.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public static class VariableType
{
    /// <summary>A text.</summary>
    public const string Text = "String";

    /// <summary>A whole number.</summary>
    public const string Integer = "Integer";

    /// <summary>A boolean.</summary>
    public const string Boolean = "Boolean";

    /// <summary>A list.</summary>
    public const string Array = "Array";
}
