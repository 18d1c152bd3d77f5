using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using VoiceLake.Azure.Secrets;
using VoiceLake.Bronze;
using VoiceLake.Lake;

namespace VoiceLake.Cli.Commands;

/// <summary><c>voicelake lake</c>: looks into a lake's tables, writes manifests, copies lakes.</summary>
internal static class LakeCommand
{
    private const int RowsOnScreen = 20;

    public static Command Create()
    {
        var command = new Command("lake", "Looks into the tables of a data lake, and copies one lake into another.")
        {
            Tables(),
            Show(),
            History(),
            Manifest(),
            LakeCopyCommand.Copy(),
            LakeCopyCommand.Sync(),
        };
        command.AddExamples(
            "voicelake lake tables --lake file:lake",
            "voicelake lake show silver.quarantine --columns rule,source,detail");
        return command;
    }

    private static Command Tables()
    {
        var lake = LakeOption();
        var command = new Command("tables", "Lists the tables with version, files, rows and bytes.") { lake };
        command.AddExamples("voicelake lake tables --lake file:lake");
        command.SetAction(async (result, cancel) =>
        {
            var opened = Open(result, lake);
            var table = Grid("table", "version", "files", "rows", "bytes");
            foreach (var name in await opened.ListTablesAsync(cancel))
            {
                var snapshot = (await opened.Table(name).FindSnapshotAsync(cancellationToken: cancel))!;
                var rows = snapshot.Files.Any(file => file.RowCount is null) ? "unknown" : LakeText.Number(snapshot.Files.Sum(file => file.RowCount!.Value));
                table.AddRow(name, LakeText.Number(snapshot.Version), LakeText.Number(snapshot.Files.Count), rows, LakeText.Number(snapshot.Files.Sum(file => file.Length)));
            }

            if (table.Rows.Count == 0)
            {
                throw new LakeException($"There is no table in {opened.Store.Address}: run the notebooks first, or check --lake.");
            }

            LakeText.Screen(result).Write(table);
        });
        return command;
    }

    private static Command Show()
    {
        var lake = LakeOption();
        var name = new Argument<string>("TABLE") { Description = "Container and name, such as silver.clips." };
        var version = new Option<long?>("--version") { Description = "The version to read; the newest by default." };
        var csv = new Option<bool>("--csv") { Description = "Every row as CSV (RFC 4180, full precision) instead of the first rows as a table." };
        var limit = new Option<long?>("--limit") { Description = $"At most so many rows; {RowsOnScreen} by default, all with --csv." };
        var columns = new Option<string?>("--columns") { Description = "Only these columns, in this order; by default those that fit the screen, all with --csv.", HelpName = "a,b" };
        var command = new Command("show", "Shows the rows of a table.") { name, lake, columns, version, csv, limit };
        command.AddExamples(
            "voicelake lake show silver.clips --lake file:lake --columns clip,duration_s,text",
            "voicelake lake show gold.windows --lake file:lake --csv > windows.csv");
        command.SetAction(async (result, cancel) =>
        {
            var table = TableOf(Open(result, lake), result.GetRequiredValue(name));
            if (result.GetValue(limit) is < 0 || result.GetValue(version) is < 0)
            {
                throw new UsageException("--limit and --version take numbers from 0.");
            }

            var snapshot = await table.FindSnapshotAsync(result.GetValue(version), cancel);
            var chosen = ColumnsOf(result.GetValue(columns), snapshot, table.Name);
            var options = new TableReadOptions { Version = snapshot?.Version ?? result.GetValue(version), Columns = chosen };
            if (result.GetValue(csv))
            {
                var schema = snapshot is null ? new TableSchema() : chosen is null ? snapshot.Schema : snapshot.Schema.Select(chosen);
                await TableCsv.WriteAsync(result.InvocationConfiguration.Output, schema, table.ReadBatchesAsync(options, cancel), result.GetValue(limit), cancel);
                return;
            }

            var rows = new RowGrid([.. chosen ?? snapshot?.Schema.Columns.Select(column => column.Name) ?? []], chosen is null);
            var most = result.GetValue(limit) ?? RowsOnScreen;
            await foreach (var batch in table.ReadBatchesAsync(options, cancel))
            {
                for (var row = 0; row < batch.RowCount && rows.Count < most; row++)
                {
                    rows.Add([.. batch.Columns.Select(column => column.GetValue(row))]);
                }

                if (rows.Count >= most)
                {
                    break;
                }
            }

            rows.Write(LakeText.Screen(result), LakeText.Width);
        });
        return command;
    }

    private static Command History()
    {
        var lake = LakeOption();
        var name = new Argument<string>("TABLE") { Description = "Container and name, such as silver.clips." };
        var command = new Command("history", "Lists the commits of a table, the newest first.") { name, lake };
        command.AddExamples("voicelake lake history silver.clips --lake file:lake");
        command.SetAction(async (result, cancel) =>
        {
            var grid = Grid("version", "time", "operation", "parameters", "run", "files +", "files −", "rows +");
            foreach (var entry in await TableOf(Open(result, lake), result.GetRequiredValue(name)).HistoryAsync(cancel))
            {
                grid.AddRow(
                    LakeText.Number(entry.Version), TableCsv.Text(entry.Timestamp) ?? "", Markup.Escape(entry.Operation ?? ""),
                    Markup.Escape(string.Join(", ", entry.Parameters.Select(parameter => $"{parameter.Key}={parameter.Value}"))), Markup.Escape(entry.RunId ?? ""),
                    LakeText.Number(entry.FilesAdded), LakeText.Number(entry.FilesRemoved), entry.RowsAdded is { } rows ? LakeText.Number(rows) : "");
            }

            LakeText.Screen(result).Write(grid);
        });
        return command;
    }

    private static Command Manifest()
    {
        var lake = LakeOption();
        var source = new Argument<string>("SOURCE") { Description = "An index page over HTTP, a folder, or a manifest." };
        var command = new Command("manifest", "Lists a source and writes its manifest in pages, without copying anything: what the pipeline ingest reads.") { source, lake };
        command.AddExamples("voicelake lake manifest https://example.org/corpus/ --lake file:lake");
        command.SetAction(async (result, cancel) =>
        {
            var listing = await SourceOf(result.GetRequiredValue(source)).ListAsync(cancellationToken: cancel);
            var manifest = await ManifestWriter.WriteAsync(Open(result, lake).Store, listing, cancel);
            await result.InvocationConfiguration.Output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{manifest.Items} archives in {manifest.Pages.Count} page{(manifest.Pages.Count == 1 ? "" : "s")}; the page list in the container miscellaneous is\n{manifest.PageList.Name}"));
        });
        return command;
    }

    private static SubmissionSource SourceOf(string text)
    {
        try
        {
            return SubmissionSource.Open(text);
        }
        catch (SubmissionSourceException error)
        {
            throw new UsageException(error.Message);
        }
    }

    private static List<string>? ColumnsOf(string? text, TableSnapshot? snapshot, string table)
    {
        if (text is null || snapshot is null)
        {
            return null;
        }

        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        var all = snapshot.Schema.Columns.Select(column => column.Name).ToList();
        var unknown = names.Except(all, StringComparer.Ordinal).ToList();
        return unknown.Count == 0 && names.Count > 0 ? names
            : throw new UsageException($"{table} has {(names.Count == 0 ? "these columns" : $"no column {string.Join(" and ", unknown.Select(name => $"'{name}'"))}; there are")}: {string.Join(", ", all)}");
    }

    private static Option<string> LakeOption() => new("--lake")
    {
        Description = "The lake's URI, such as file:lake or a folder; by default VOICELAKE_LAKE, else the folder lake in the repository.",
        HelpName = "URI",
    };

    private static DataLake Open(ParseResult result, Option<string> lake) =>
        Open(result.GetValue(lake) is { Length: > 0 } address ? address : Workspace.Lake);

    /// <summary>The lake at an address; one that is none is a mistake of the command line.</summary>
    internal static DataLake Open(string address)
    {
        try
        {
            return DataLake.Open(address);
        }
        catch (LakeException error) when (error is not SecretSourceException)
        {
            throw new UsageException(error.Message);
        }
    }

    private static LakeTable TableOf(DataLake lake, string name)
    {
        try
        {
            return lake.Table(name);
        }
        catch (LakeException error)
        {
            throw new UsageException(error.Message);
        }
    }

    private static Table Grid(params string[] headings)
    {
        var grid = new Table { Border = TableBorder.Simple };
        foreach (var heading in headings)
        {
            grid.AddColumn(new Spectre.Console.TableColumn(Markup.Escape(heading)) { NoWrap = true });
        }

        return grid;
    }
}
