using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;

namespace VoiceLake.Conformance.DataFactory;

/// <summary>Runs Microsoft's Bicep compiler on files, offline.</summary>
internal static class BicepCheck
{
    private static readonly string[] Blocks = ["activities", "ifTrueActivities", "ifFalseActivities", "defaultActivities"];

    /// <summary>The rules and messages of the compiler's SARIF: its exit code says nothing of warnings, and mistakes of type are warnings.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(string file)
    {
        var start = new ProcessStartInfo(Compiler(), ["build", file, "--stdout", "--diagnostics-format", "sarif"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var template = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var sarif = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await template;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return [.. JsonNode.Parse(sarif)!["runs"]![0]!["results"]!.AsArray().Select(result => $"{result!["ruleId"]}: {result["message"]!["text"]}")];
    }

    /// <summary>
    /// Writes a Bicep file that loads every resource of a factory, and once more every activity on its own, those inside loops and branches too:
    /// in a list of activities of several types Bicep looks at none of them.
    /// </summary>
    /// <param name="folder">The factory's Git layout; the file is written there too.</param>
    public static string Write(string folder)
    {
        var bicep = new StringBuilder("resource factory 'Microsoft.DataFactory/factories@2018-06-01' existing = {\n  name: 'voicelake'\n}\n");
        var count = 0;
        foreach (var (kind, type) in new[] { ("linkedService", "linkedservices"), ("dataset", "datasets"), ("pipeline", "pipelines"), ("trigger", "triggers") })
        {
            foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, kind), "*.json").Order(StringComparer.Ordinal))
            {
                var file = $"{kind}/{Path.GetFileName(path)}";
                bicep.Append(Resource(type, $"loadJsonContent('{file}', '$.properties')"));
                foreach (var activity in ActivitiesOf(JsonNode.Parse(File.ReadAllText(path))!["properties"]!))
                {
                    bicep.Append(Resource(type, $"{{ activities: [loadJsonContent('{file}', '{activity}')] }}"));
                }
            }
        }

        var check = Path.Combine(folder, "check.bicep");
        File.WriteAllText(check, bicep.ToString());
        return check;

        string Resource(string type, string properties) =>
            $"resource r{++count} 'Microsoft.DataFactory/factories/{type}@2018-06-01' = {{\n  parent: factory\n  name: 'r{count}'\n  properties: {properties}\n}}\n";
    }

    private static IEnumerable<string> ActivitiesOf(JsonNode holder)
    {
        var lists = Blocks.Select(block => holder[block]).Concat(holder["cases"] is JsonArray cases ? cases.Select(found => found!["activities"]) : []);
        return from activity in lists.OfType<JsonArray>().SelectMany(list => list)
               from path in (activity["typeProperties"] is { } inside ? ActivitiesOf(inside) : []).Prepend(activity.GetPath())
               select path;
    }

    public static string Compiler() =>
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Bicep").Value!;
}
