using VoiceLake.Notebooks.Checking;
using VoiceLake.Notebooks.Documents;
using VoiceLake.Tests.Support;

namespace VoiceLake.Cli.Tests;

/// <summary>Every notebook of the collection has the same skeleton, so that a reader always knows where to look.</summary>
public class NotebookSkeletonTests
{
    public static TheoryData<string> Rules => [.. NotebookRules.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Every_notebook_keeps_the_rule(string rule)
    {
        foreach (var path in Directory.EnumerateFiles(Repository.PathOf("notebooks"), "*.ipynb"))
        {
            var notebook = await NotebookDocument.ReadAsync(path, TestContext.Current.CancellationToken);

            NotebookRules.Check(notebook, NotebookRules.Named([rule])).Select(finding => finding.ToString()).ShouldBeEmpty();
        }
    }
}
