using VoiceLake.DataFactory.Running;

namespace VoiceLake.DataFactory.Serving;

/// <summary>How a factory is served on this machine.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record FactoryServerOptions
{
    /// <summary>The port on 127.0.0.1. Default: 0, one that the system gives.</summary>
    public int Port { get; init; }

    /// <summary>The token that every request has to bear. Default: null, one of 256 random bits is made at the start.</summary>
    public string? Token { get; init; }

    /// <summary>A folder that only this user may read, where the certificate is kept, so that clients may pin it for longer than one start. Default: null, it is made anew at each start.</summary>
    public string? CertificateFolder { get; init; }

    /// <summary>The size that a request's body may have, in bytes. Default: 4 MiB, as in Azure's Resource Manager.</summary>
    public long MaxBodyBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How the pipelines run; its clock is the server's too. Default: the runner's own.</summary>
    public FactoryRunnerOptions Runner { get; init; } = new();
}
