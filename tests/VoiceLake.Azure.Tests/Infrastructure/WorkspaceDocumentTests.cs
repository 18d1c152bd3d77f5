using System.Text.RegularExpressions;
using VoiceLake.Tests.Support;

namespace VoiceLake.Azure.Tests.Infrastructure;

/// <summary>docs/azure.md names for every resource and setting of the workspace what sets it, and that is there.</summary>
public sealed partial class WorkspaceDocumentTests
{
    private static readonly string Text = File.ReadAllText(Repository.PathOf("docs", "azure.md"));

    /// <summary>What the workspace was asked to have, heading by heading, in the words of the asking.</summary>
    public static TheoryData<string, string[]> Asked => new()
    {
        {
            "Storage account",
            [
                "subscription", "resource group", "name", "region", "primary service Blob / ADLS Gen2", "performance standard (premium as an option)",
                "redundancy LRS, with GRS, ZRS, GZRS as options", "read access when the region is down", "HTTPS required for REST",
                "anonymous access on containers off", "account key access on", "Entra authorization as the portal's default off", "TLS 1.2 or newer",
                "copies permitted from any storage account", "hierarchical namespace on", "SFTP off", "NFS v3 off", "cross-tenant replication off",
                "Containers bronze", "silver", "gold", "miscellaneous",
            ]
        },
        { "Key Vault", ["secrets so that no local environment variable is needed", "read by whatever uploads to the lake"] },
        {
            "Data Factory",
            [
                "linked services (HTTP, ADLS, Key Vault, Databricks)", "datasets",
                "a Lookup over the JSON manifest of base and relative URLs kept in the miscellaneous container", "Copy from HTTP straight to ADLS",
                "orchestration of the whole", "values handed from activity to activity as Airflow's XComs are", "all built by code, nothing clicked",
            ]
        },
        {
            "Databricks",
            [
                "workspace in the premium tier", "its managed resource group", "policy unrestricted", "single node (multi node as an option)",
                "access mode single user with that user's name", "runtime 15.4 LTS (Scala 2.12, Spark 3.5.0)", "Photon off",
                "node type Standard_D3_v2 (14 GB, 4 cores)", "terminate after n idle minutes",
                "storage credential of type Azure managed identity with the access connector's resource id",
                "external locations bronze, silver, gold at `abfss://<container>@<account>.dfs.core.windows.net` with that credential",
            ]
        },
        {
            "Role assignments",
            [
                "Storage Blob Data Contributor on the storage account for the Databricks access connector", "for Synapse's managed identity",
                "Data Factory's", "managed identities, no keys",
            ]
        },
        {
            "Synapse",
            [
                "workspace with its managed resource group", "region", "the data lake account", "a file system of its own beside bronze, silver, gold",
                "serverless SQL (about 5 US dollars a terabyte scanned)",
            ]
        },
        {
            "Notebooks",
            [
                "`df.write.<format>(path, mode=\"overwrite\")`", "`dbutils.fs.put(path, data, overwrite=True)`", "`abfss://` paths", "transformations",
                "the final frame back to the lake",
            ]
        },
        {
            "Earlier stations of the notes",
            [
                "Airflow", "an Azure Function that wrote the manifest with secrets from Key Vault", "Azure Batch as an alternative", "Terraform for the storage",
            ]
        },
        { "Databricks runs no C# notebooks", ["a small Python wrapper that reads its widgets", "the self-contained `voicelake` program", "passes the result to `dbutils.notebook.exit`"] },
    };

    [Theory]
    [MemberData(nameof(Asked))]
    public void Every_setting_that_was_asked_for_has_its_row(string heading, string[] settings) =>
        Rows(heading).Select(row => row.Setting).Intersect(settings, StringComparer.Ordinal).ShouldBe(settings);

    [Theory]
    [MemberData(nameof(Asked))]
    public void The_list_is_that_of_the_asking(string heading, string[] settings)
    {
        var asked = File.ReadAllText(SharedMaterial.Require("knowledge/workspace.md"));
        var section = Regex.Match(asked, $@"\*\*{Regex.Escape(heading)}\.?\*\*(.*?)(\n\n\*\*|\z)", RegexOptions.Singleline).Groups[1].Value;

        section.ShouldNotBeEmpty();
        foreach (var setting in settings)
        {
            section.ShouldContain(setting, Case.Insensitive);
        }
    }

    [Theory]
    [MemberData(nameof(Asked))]
    public void What_sets_it_is_in_the_file_that_the_row_names(string heading, string[] settings)
    {
        Rows(heading).Count.ShouldBeGreaterThanOrEqualTo(settings.Length);
        foreach (var row in Rows(heading))
        {
            var links = Link().Matches(row.Where).Select(match => match.Groups[1].Value).ToList();
            links.ShouldNotBeEmpty($"{heading}, {row.Setting}: the row names no file");
            var files = links.Select(link => Path.GetFullPath(link, Repository.PathOf("docs"))).ToList();
            files.ShouldAllBe(file => Path.Exists(file), $"{heading}, {row.Setting}");
            var texts = files.Where(File.Exists).Select(File.ReadAllText).ToList();
            foreach (var symbol in Symbol().Matches(Link().Replace(row.Where, "")).Select(match => match.Groups[1].Value))
            {
                texts.ShouldContain(text => text.Contains(symbol, StringComparison.Ordinal), $"{heading}, {row.Setting}: none of {string.Join(", ", links)} has '{symbol}'");
            }
        }
    }

    [Fact]
    public void It_says_that_nothing_has_run_on_real_Azure() => Text.ShouldContain("**Nothing here has run on real Azure.**");

    private static List<(string Setting, string Where)> Rows(string heading)
    {
        var from = Text.IndexOf($"\n### {heading}\n", StringComparison.Ordinal);
        from.ShouldBeGreaterThan(0, $"docs/azure.md has no heading '### {heading}'");
        var to = Text.IndexOf("\n#", from + 5, StringComparison.Ordinal);
        return [.. Row().Matches(Text[from..(to < 0 ? Text.Length : to)]).Select(match => (match.Groups[1].Value.Trim(), match.Groups[2].Value)).Where(row => row.Item1 is not "setting" && !row.Item1.StartsWith("---", StringComparison.Ordinal))];
    }

    [GeneratedRegex(@"^\|([^|]+)\|[^|]+\|([^|]+)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\[[^\]]+\]\(([^)#]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Symbol();
}
