using System.Text.RegularExpressions;

namespace VoiceLake.Conformance.Jupyter;

/// <summary>Jupyter's own tests of a kernel. They wait a tenth of a second for a message: they run when nothing else does.</summary>
[Collection(nameof(KernelSpecTests))]
[CollectionDefinition(nameof(KernelSpecTests), DisableParallelization = true)]
public sealed partial class KernelSpecTests(InstalledKernel kernel) : IClassFixture<InstalledKernel>
{
    private static readonly Dictionary<string, string> NoVariables = [];

    [Fact]
    public async Task Jupyters_own_tests_of_a_kernel_pass_with_nothing_skipped_but_the_pager()
    {
        var (_, output) = await kernel.PythonAsync(NoVariables, "-m", "unittest", "-v", "kernel_spec.CSharpKernelTests");

        output.ShouldContain("OK (skipped=1)", customMessage: output);
        Skipped().Matches(output).Select(match => match.Groups["test"].Value).ShouldBe(["test_pager"]);
    }

    [GeneratedRegex(@"^(?<test>test_\w+) .*skipped", RegexOptions.Multiline)]
    private static partial Regex Skipped();
}
