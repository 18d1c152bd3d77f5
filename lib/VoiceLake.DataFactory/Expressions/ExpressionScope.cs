using System.Text.Json.Nodes;

namespace VoiceLake.DataFactory.Expressions;

/// <summary>What an expression can ask for: the run, finished activities, variables, the item of a loop, parameters.</summary>
/// <remarks>
/// Notebook: 04-adf-orchestration
/// <para>Nothing in it is changed by evaluating. A part left out is an error only for the expression that asks for it.</para>
/// </remarks>
public sealed record ExpressionScope
{
    private static readonly Dictionary<string, JsonNode?> None = [];

    /// <summary>A scope with nothing in it.</summary>
    public static ExpressionScope Empty { get; } = new();

    /// <summary>The value of <c>pipeline()</c>: <c>parameters</c>, <c>globalParameters</c> and the system variables (<c>RunId</c>, <c>TriggerTime</c> …).</summary>
    public JsonObject? Pipeline { get; init; }

    /// <summary>The value of <c>activity('name')</c> by name: an object with <c>output</c>, <c>error</c>, <c>status</c> …; only activities that have run.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Activities { get; init; } = None;

    /// <summary>The value of <c>variables('name')</c> by name.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Variables { get; init; } = None;

    /// <summary>The value of <c>dataset()</c>: its parameters.</summary>
    public JsonObject? Dataset { get; init; }

    /// <summary>The value of <c>linkedService()</c>: its parameters.</summary>
    public JsonObject? LinkedService { get; init; }

    /// <summary>The value of <c>trigger()</c>: <c>scheduledTime</c>, <c>startTime</c>, <c>outputs</c>.</summary>
    public JsonObject? Trigger { get; init; }

    /// <summary>Whether there is an item: inside ForEach and Filter.</summary>
    public bool HasItem { get; private init; }

    /// <summary>The value of <c>item()</c>; null is a value like any other, see <see cref="HasItem"/>.</summary>
    public JsonNode? Item { get; private init; }

    /// <summary>The same scope inside a loop, at one item.</summary>
    public ExpressionScope WithItem(JsonNode? item) => this with { HasItem = true, Item = item };
}
