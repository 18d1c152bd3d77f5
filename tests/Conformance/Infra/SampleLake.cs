using VoiceLake.Bronze;
using VoiceLake.Gold;
using VoiceLake.Lake;
using VoiceLake.Silver;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Infra;

/// <summary>A lake that the stages have made of the sample archives.</summary>
public sealed class SampleLake : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The folder that holds the containers.</summary>
    public string Folder => _folder.Path;

    /// <summary>The lake.</summary>
    public DataLake Lake => DataLake.Open(Folder);

    /// <summary>The tables of silver and gold.</summary>
    public async Task<IReadOnlyList<string>> TablesAsync(CancellationToken cancellationToken) =>
        [.. (await Lake.ListTablesAsync(cancellationToken)).Where(name => !name.StartsWith("bronze.", StringComparison.Ordinal))];

    public async ValueTask InitializeAsync()
    {
        await BronzeStage.RunAsync(Lake, SubmissionSource.Open(Repository.PathOf("data-samples")));
        await SilverStage.RunAsync(Lake);
        await GoldStage.RunAsync(Lake);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _folder.Dispose();
}
