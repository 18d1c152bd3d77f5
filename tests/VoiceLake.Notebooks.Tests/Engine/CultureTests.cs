using VoiceLake.Notebooks.Tests.Support;

namespace VoiceLake.Notebooks.Tests.Engine;

public class CultureTests
{
    private static readonly Dictionary<string, string> German = new() { ["LANG"] = "de_DE.UTF-8", ["LC_ALL"] = "de_DE.UTF-8" };

    [Fact]
    public async Task Cells_run_in_the_invariant_culture_whatever_the_machine_speaks()
    {
        await using var notebook = await Notebook.StartAsync(environment: German);
        await notebook.PassAsync("using System.Globalization;");
        (await notebook.PassAsync("$\"{1234.5:N1} {new DateTime(2020, 3, 1):d} [{CultureInfo.CurrentCulture.Name}] [{CultureInfo.CurrentUICulture.Name}]\"")).Text
            .ShouldBe("1,234.5 03/01/2020 [] []");
        (await notebook.PassAsync("await Task.Run(() => $\"{1.5}\")")).Text.ShouldBe("1.5");
        (await notebook.FailAsync("int.Parse(\"x\")")).Value.ShouldBe("The input string 'x' was not in a correct format.");
    }

    [Fact]
    public async Task A_cell_formats_and_compares_in_any_culture_it_names()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("using System.Globalization;");
        (await notebook.PassAsync("1234.5.ToString(\"C\", new CultureInfo(\"en-US\"))")).Text.ShouldBe("$1,234.50");
        (await notebook.PassAsync("1234.5.ToString(\"N1\", CultureInfo.GetCultureInfo(\"de-DE\"))")).Text.ShouldBe("1.234,5");
        (await notebook.PassAsync("string.Compare(\"ö\", \"z\", new CultureInfo(\"sv-SE\"), CompareOptions.None) > 0")).Text.ShouldBe("true");
        (await notebook.PassAsync("string.Compare(\"ö\", \"z\", new CultureInfo(\"de-DE\"), CompareOptions.None) > 0")).Text.ShouldBe("false");
    }

    [Fact]
    public async Task A_current_culture_holds_for_its_cell_and_a_default_one_for_those_after_it_and_results_keep_their_form()
    {
        await using var notebook = await Notebook.StartAsync();
        await notebook.PassAsync("using System.Globalization;");
        (await notebook.PassAsync("CultureInfo.CurrentCulture = new CultureInfo(\"fr-FR\");\n$\"{1.5}\"")).Text.ShouldBe("1,5");
        (await notebook.PassAsync("$\"{1.5}\"")).Text.ShouldBe("1.5");
        await notebook.PassAsync("CultureInfo.DefaultThreadCurrentCulture = new CultureInfo(\"fr-FR\");");
        (await notebook.PassAsync("$\"{1.5}\"")).Text.ShouldBe("1,5");
        (await notebook.PassAsync("1.5")).Text.ShouldBe("1.5");
        (await notebook.PassAsync("#!set --name x --value -2.5\nx + 1")).Text.ShouldBe("-1.5");
    }

    [Fact]
    public async Task A_machine_without_culture_data_runs_cells_by_the_runtimes_own_switch()
    {
        await using var notebook = await Notebook.StartAsync(environment: new Dictionary<string, string> { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" });
        (await notebook.PassAsync("$\"{1.5}\"")).Text.ShouldBe("1.5");
        (await notebook.FailAsync("new System.Globalization.CultureInfo(\"en-US\")")).Name.ShouldBe("System.Globalization.CultureNotFoundException");
    }
}
