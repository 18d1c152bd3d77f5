using System.Text.RegularExpressions;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Jupyter;

/// <summary>The kernel under Jupyter's own clients: each test of the Python files beside this one is a test here.</summary>
public sealed partial class JupyterTests(InstalledKernel kernel) : IClassFixture<InstalledKernel>
{
    private static readonly Dictionary<string, string> NoVariables = [];

    public static TheoryData<string> ClientTests() => [.. TestsOf("kernel_client.py")];

    [Theory]
    [MemberData(nameof(ClientTests))]
    public async Task The_kernel_does_what_a_client_expects(string test)
    {
        var (_, output) = await kernel.PythonAsync(NoVariables, "-m", "unittest", "-v", test);

        output.ShouldContain("\nOK", customMessage: output);
        output.ShouldContain("Ran 1 test");
    }

    private static IEnumerable<string> TestsOf(string file)
    {
        var type = "";
        foreach (var line in File.ReadLines(Repository.PathOf($"tests/Conformance/Jupyter/{file}")))
        {
            if (Class().Match(line) is { Success: true } found)
            {
                type = found.Groups["name"].Value;
            }
            else if (Test().Match(line) is { Success: true } test)
            {
                yield return $"{Path.GetFileNameWithoutExtension(file)}.{type}.{test.Groups["name"].Value}";
            }
        }
    }

    [GeneratedRegex(@"^class (?<name>\w+)\(")]
    private static partial Regex Class();

    [GeneratedRegex(@"^    def (?<name>test_\w+)\(")]
    private static partial Regex Test();
}
