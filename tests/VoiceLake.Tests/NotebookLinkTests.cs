using System.Text.RegularExpressions;
using System.Xml.Linq;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests;

/// <summary>The library and the lessons belong together: documentation names the notebook that teaches a thing.</summary>
public partial class NotebookLinkTests
{
    [Fact]
    public void Every_notebook_named_in_the_documentation_exists()
    {
        var names = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "VoiceLake.xml")).Descendants("remarks")
            .SelectMany(remarks => NotebookName().Matches(remarks.Value)).Select(match => match.Groups[1].Value).ToList();

        names.Count.ShouldBeGreaterThan(50);
        names.Distinct().Where(name => !File.Exists(Repository.PathOf("notebooks", name + ".ipynb"))).ShouldBeEmpty();
    }

    [GeneratedRegex(@"Notebook: ([a-z0-9/-]+)")]
    private static partial Regex NotebookName();
}
