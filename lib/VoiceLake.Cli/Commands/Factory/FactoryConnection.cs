using System.Text.Json;

namespace VoiceLake.Cli.Commands.Factory;

/// <summary>How a client reaches a factory that is served on this machine; kept in a file that only its owner may read.</summary>
/// <param name="Endpoint">The address that stands for Azure's Resource Manager.</param>
/// <param name="Token">The bearer token.</param>
/// <param name="Certificate">The server's certificate, in PEM.</param>
internal sealed record FactoryConnection(Uri Endpoint, string Token, string Certificate)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        File.Delete(path);
        await using var file = new FileStream(path, options);
        await JsonSerializer.SerializeAsync(file, this, Json, cancellationToken);
    }

    /// <exception cref="UsageException">There is no such file, or it says something else.</exception>
    public static async Task<FactoryConnection> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<FactoryConnection>(file, Json, cancellationToken) is { Endpoint: not null, Token: not null, Certificate: not null } connection
                ? connection
                : throw new UsageException($"'{path}' does not say how to reach a factory: name the file that 'voicelake factory serve' wrote");
        }
        catch (Exception mistake) when (mistake is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{path}' cannot be read ({mistake.Message.TrimEnd('.')}): name the file that 'voicelake factory serve' wrote", mistake);
        }
    }
}
