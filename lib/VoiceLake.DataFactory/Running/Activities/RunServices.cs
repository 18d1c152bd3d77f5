namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>What all runs of one runner share: options, web client, lakes.</summary>
internal sealed class RunServices(FactoryRunnerOptions options) : IDisposable
{
    public FactoryRunnerOptions Options { get; } = options;

    public HttpClient Http { get; } = new();

    public void Dispose() => Http.Dispose();
}
