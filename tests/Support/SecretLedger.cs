using System.Runtime.CompilerServices;
using System.Text;

namespace VoiceLake.Tests.Support;

/// <summary>Where CI asks for it, writes down each secret that a test makes up and every exception that is thrown, so that the one can be looked for in the other.</summary>
public static class SecretLedger
{
    private const string Variable = "VOICELAKE_SECRET_LEDGER";
    private static readonly Lock Writing = new();
    private static readonly UTF8Encoding Lenient = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);
    private static readonly string? Folder = Environment.GetEnvironmentVariable(Variable);

    [ThreadStatic]
    private static bool _busy;

    /// <summary>Notes a secret and gives it back.</summary>
    public static string Note(string secret)
    {
        Append($"secrets-{Environment.ProcessId}.txt", secret);
        return secret;
    }

    [ModuleInitializer]
    internal static void Watch()
    {
        if (Folder is not null)
        {
            AppDomain.CurrentDomain.FirstChanceException += (_, thrown) => Append($"exceptions-{Environment.ProcessId}.log", $"{thrown.Exception.GetType()}: {thrown.Exception.Message}");
        }
    }

    private static void Append(string file, string line)
    {
        if (Folder is null || _busy)
        {
            return;
        }

        _busy = true;
        try
        {
            lock (Writing)
            {
                // A message may hold what is no text: an exception in here would end the process.
                File.AppendAllText(Path.Combine(Folder, file), line + '\n', Lenient);
            }
        }
        finally
        {
            _busy = false;
        }
    }
}
