using System.Xml.Linq;
using VoiceLake.Azure.Workspaces;

namespace VoiceLake.Azure.Tests.Workspaces;

public sealed class WorkspaceDiagramTests
{
    [Fact]
    public void The_drawing_is_well_formed_and_names_every_resource_and_container()
    {
        var svg = XElement.Parse(new WorkspaceDiagram().ToHtml());

        var texts = svg.Descendants("text").Select(text => text.Value).ToList();
        foreach (var name in (string[])["Data Factory", "Databricks", "Storage account: ADLS Gen2", "Key Vault", "Synapse serverless", "bronze", "silver", "gold", "miscellaneous"])
        {
            texts.ShouldContain(name);
        }
    }

    [Fact]
    public void It_is_told_in_words_where_no_picture_is_shown() =>
        new WorkspaceDiagram().ToString().Split('\n')[0].ShouldBe("the web → bronze: archives are copied as they are");
}
