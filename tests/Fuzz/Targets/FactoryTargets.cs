using System.Text;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Linting;
using VoiceLake.DataFactory.Model;
using VoiceLake.Fuzz.Engine;

namespace VoiceLake.Fuzz.Targets;

/// <summary>A resource of Data Factory: read, written again and linted beside the repository's own factory.</summary>
internal sealed class FactoryJsonTarget : FuzzTarget
{
    private static readonly FactoryResourceKind[] Kinds = Enum.GetValues<FactoryResourceKind>();
    private static readonly string[] Folders = ["factory", "linkedService", "dataset", "pipeline", "trigger"];

    public override string Name => "factory-json";

    public override IReadOnlyList<string> Dictionary =>
    [
        "\"type\":\"Copy\"", "\"type\":\"ForEach\"", "\"type\":\"Until\"", "\"type\":\"IfCondition\"", "\"type\":\"SetVariable\"", "\"type\":\"ExecutePipeline\"", "\"typeProperties\":{", "\"dependsOn\":[", "\"dependencyConditions\":[\"Failed\"]",
        "\"policy\":{\"timeout\":\"0.01:00:00\",\"retry\":", "{\"value\":\"@", "\",\"type\":\"Expression\"}", "\"activities\":[", "\"parameters\":{", "@pipeline().parameters.", "@item().", "@activity('", "\"recurrence\":{", "null", "[", "{",
    ];

    public override IEnumerable<byte[]> Seeds() =>
        Folders.SelectMany((folder, kind) => SeedFiles.Whole($"infra/data-factory/{folder}", "*.json").Where(bytes => bytes.Length < MaxLength).Select(bytes => (byte[])[(byte)('0' + kind), .. bytes]));

    public override void Run(byte[] input)
    {
        if (input.Length == 0)
        {
            return;
        }

        try
        {
            var kind = Kinds[input[0] % Kinds.Length];
            var resource = FactoryResource.Read(kind, Encoding.UTF8.GetString(input.AsSpan(1)), "resource.json");
            _ = FactoryResource.Read(kind, resource.ToString(), "again.json");
            var findings = FactoryLinter.Check(new FactoryFolder([resource]));
            Promise(findings.All(finding => finding.ToString().Length < 10_000), "a finding says too much");
        }
        catch (FactoryModelException error)
        {
            Promise(error.File is "resource.json" && error.Path.StartsWith('$'), "the error does not name the file and the path");
        }
    }
}

/// <summary>An expression: read, and evaluated where it can be.</summary>
internal sealed class ExpressionTarget : FuzzTarget
{
    private static readonly ExpressionScope Scope = new()
    {
        Pipeline = new JsonObject { ["parameters"] = new JsonObject { ["p"] = "text", ["n"] = 7, ["list"] = new JsonArray(1, "b", null), ["map"] = new JsonObject { ["k"] = 1.5 } }, ["RunId"] = "r" },
        Variables = new Dictionary<string, JsonNode?> { ["v"] = "variable" },
        Activities = new Dictionary<string, JsonNode?> { ["a"] = new JsonObject { ["output"] = new JsonObject { ["count"] = 3 } } },
    };

    public override string Name => "expression";

    public override int MaxLength => Expression.MaxLength + 100;

    public override IReadOnlyList<string> Dictionary =>
    [
        "@", "@{", "}", "@@", "pipeline().parameters.p", "pipeline().parameters.list", "variables('v')", "activity('a').output", "item()", "?.", "?[", "'", "''", ",", "(", ")", "[0]", "'k'", "-1", "1e308", "9223372036854775807",
        .. ExpressionFunctions.All.Select(function => function.Name + "("),
    ];

    public override IEnumerable<byte[]> Seeds() => new[]
    {
        "@concat('a', pipeline().parameters.p, string(add(1, 2)))", "plain @{variables('v')} text @@", "@if(equals(activity('a').output.count, 3), range(1, 5), createArray('x'))",
        "@formatDateTime(addDays('2026-01-01T00:00:00Z', -3), 'yyyy-MM-dd')", "@json('{\"a\":[1,2]}').a[0]", "@replace(split('a,b', ',')[0], 'a', 'bb')", "@xpath(xml('<a><b>1</b></a>'), '/a/b/text()')",
        "@base64ToString(base64(uriComponent('ä ')))", "@union(pipeline().parameters.list, pipeline().parameters.map)", "@substring('speech', 1, 3)", "@ticks('2026-01-01')",
    }.Select(Encoding.UTF8.GetBytes);

    public override void Run(byte[] input)
    {
        try
        {
            var expression = Expression.Parse(Encoding.UTF8.GetString(input));
            _ = expression.References;
            var value = expression.Evaluate(Scope, new ExpressionOptions { Random = new Random(1) });
            _ = value?.ToJsonString();
        }
        catch (ExpressionException error)
        {
            Promise(error.Position >= 0 && error.Position <= error.Expression.Length, "the place is outside the expression");
        }
    }
}
