using VoiceLake.Notebooks.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Engine;

public class DisplayTests
{
    [Fact]
    public async Task Displays_keep_their_place_among_console_writes_and_are_updated_through_their_handle()
    {
        await using var notebook = await Notebook.StartAsync();
        var cell = await notebook.PassAsync("Console.Write(1);\nvar shown = display(10);\nConsole.Write(2);\nshown.Update(20);");
        cell.Outputs.Select(o => o.GetType().Name).ShouldBe(["StreamOutput", "DisplayOutput", "StreamOutput", "DisplayOutput"]);
        cell.Displays[0].IsUpdate.ShouldBeFalse();
        cell.Displays[1].IsUpdate.ShouldBeTrue();
        cell.Displays[1].DisplayId.ShouldBe(cell.Displays[0].DisplayId);
        ((string?)cell.Displays[1].Data["text/plain"]).ShouldBe("20");
        var later = await notebook.PassAsync("shown.Update(HTML(\"<b>done</b>\"))");
        ((string?)later.Displays[0].Data["text/html"]).ShouldBe("<b>done</b>");
    }

    [Fact]
    public async Task Display_as_the_last_expression_is_shown_once()
    {
        await using var notebook = await Notebook.StartAsync();
        (await notebook.PassAsync("new { A = 1 }.Display()")).Outputs.ShouldHaveSingleItem();
        (await notebook.PassAsync("HTML(\"<i>x</i>\")")).Outputs.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Text_is_displayed_as_any_mime_type()
    {
        await using var notebook = await Notebook.StartAsync();
        var cell = await notebook.PassAsync("\"<svg/>\".DisplayAs(\"image/svg+xml\"); \"{\\\"a\\\":1}\".DisplayAs(\"application/json\"); display(new[] { 1 }, \"text/plain\");");
        ((string?)cell.Displays[0].Data["image/svg+xml"]).ShouldBe("<svg/>");
        ((int?)cell.Displays[1].Data["application/json"]!["a"]).ShouldBe(1);
        cell.Displays[2].Data.Select(p => p.Key).ShouldBe(["text/plain"]);
    }

    [Fact]
    public async Task Formatters_registered_in_a_cell_hold_for_the_next()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("""
            using Microsoft.DotNet.Interactive.Formatting;
            record Clip(string Name);
            Formatter.Register<Clip>((clip, writer) => writer.Write($"<audio title='{clip.Name}'>"), "text/html");
            Formatter.Register<Clip>(clip => clip.Name.ToUpperInvariant());
            """);
        var cell = await notebook.PassAsync("display(new Clip(\"a\")); new Clip(\"b\").ToDisplayString()");
        ((string?)cell.Displays[0].Data["text/html"]).ShouldBe("<audio title='a'>");
        cell.Text.ShouldBe("B");
    }
}
