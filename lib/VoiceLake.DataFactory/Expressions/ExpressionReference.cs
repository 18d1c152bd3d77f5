namespace VoiceLake.DataFactory.Expressions;

/// <summary>Something outside an expression that it names.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name, such as that of the activity; null where there is none (<c>item()</c>) or where it is only known at run time.</param>
/// <param name="Position">Where the reference starts in the text, in characters from 0.</param>
public sealed record ExpressionReference(ExpressionReferenceKind Kind, string? Name, int Position);

/// <summary>What an expression refers to.</summary>
public enum ExpressionReferenceKind
{
    /// <summary><c>activity('name')</c>.</summary>
    Activity,

    /// <summary><c>variables('name')</c>.</summary>
    Variable,

    /// <summary><c>item()</c>.</summary>
    Item,

    /// <summary><c>pipeline().parameters.name</c>.</summary>
    PipelineParameter,

    /// <summary><c>pipeline().globalParameters.name</c>.</summary>
    GlobalParameter,

    /// <summary><c>pipeline().name</c>, a system variable.</summary>
    Pipeline,

    /// <summary><c>dataset().name</c>, a parameter of the dataset.</summary>
    DatasetParameter,

    /// <summary><c>linkedService().name</c>, a parameter of the linked service.</summary>
    LinkedServiceParameter,

    /// <summary><c>trigger().name</c>.</summary>
    Trigger,
}
