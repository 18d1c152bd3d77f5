using VoiceLake.Notebooks.Tests.Support;
using VoiceLake.Tests.Support;

namespace VoiceLake.Notebooks.Tests.LanguageServices;

public sealed class ReferencedLibraryTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        ReferenceCompiler.Compile(
            _folder.PathOf("Speech.dll"),
            """
            using System.ComponentModel;
            namespace Speech
            {
                public interface ISource { int Rate { get; } }
                public class Wave : ISource { public int Rate => 1; [EditorBrowsable(EditorBrowsableState.Never)] public int Hidden; internal int Inner; }
                public static class Extensions { public static int Twice(this int n) => 2 * n; }
            }
            """);
        await File.WriteAllTextAsync(
            _folder.PathOf("Speech.xml"),
            """
            <doc><members>
              <member name="T:Speech.Wave"><summary>Sound as
                numbers, <see cref="T:Speech.ISource"/> and <c>a_b</c>.<para>More *here*.</para></summary></member>
              <member name="P:Speech.Wave.Rate"><inheritdoc/></member>
              <member name="P:Speech.ISource.Rate"><summary>Samples a second.</summary></member>
              <member name="M:Speech.Extensions.Twice(System.Int32)"><summary>Twice.</summary><param name="n">The number.</param><returns>The double.</returns></member>
            </members></doc>
            """);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("#r \"Speech.dll\"\nusing Speech;", "")]
    [InlineData("1", "#r \"Speech.dll\"\nusing Speech;\n")]
    public async Task A_library_is_known_with_its_documentation_when_its_cell_ran_and_before(string cell, string lead)
    {
        using var editor = await Editor.InAsync(_folder.PathOf("."), cell);

        editor.Texts(lead + "new Wave().|").ShouldContain("Rate");
        editor.Texts(lead + "new Wave().|").ShouldNotContain("Hidden");
        editor.Texts(lead + "new Wave().|").ShouldNotContain("Inner");
        editor.Texts(lead + "3.Tw|").ShouldBe(["Twice"]);
        editor.Hover(lead + "new Wave().Rate|")!.Plain.ShouldBe("int Wave.Rate { get; }\n\nSamples a second.");
        editor.Hover(lead + "Wave| w")!.Plain.ShouldBe("class Speech.Wave\n\nSound as numbers, ISource and a_b.\n\nMore *here*.");
        editor.Hover(lead + "Wave| w")!.Markdown.ShouldEndWith("Sound as numbers, `ISource` and `a_b`.\n\nMore \\*here\\*.");
        editor.Hover(lead + "3.Twice|()", detailed: true)!.Plain.ShouldBe("int int.Twice()\n\nTwice.\n\nReturns:\nThe double.");
        editor.Signatures(lead + "Extensions.Twice(|")!.Signatures[0].Parameters[0].Documentation.ShouldBe("The number.");
        editor.Problems(lead + "3.Twice().Nope").ShouldBe(["CS1061 Nope"]);
    }
}
