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
    private static readonly FileStream? Secrets = Open("secrets");
    private static readonly FileStream? Exceptions = Open("exceptions");

    [ThreadStatic]
    private static bool _busy;

    /// <summary>Notes a secret and gives it back.</summary>
    public static string Note(string secret)
    {
        Append(Secrets, secret);
        return secret;
    }

    [ModuleInitializer]
    internal static void Watch()
    {
        if (Folder is not null)
        {
            AppDomain.CurrentDomain.FirstChanceException += (_, thrown) => Append(Exceptions, $"{thrown.Exception.GetType()}: {thrown.Exception.Message}");
        }
    }

    // Open from the start: an exception may say that no more files can be opened, and one in here would end the process.
    private static FileStream? Open(string file) =>
        Folder is null ? null : new FileStream(Path.Combine(Folder, $"{file}-{Environment.ProcessId}.txt"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    private static void Append(FileStream? file, string line)
    {
        if (file is null || _busy)
        {
            return;
        }

        _busy = true;
        try
        {
            lock (Writing)
            {
                // A message may hold what is no text.
                file.Write(Lenient.GetBytes(line + '\n'));
            }
        }
        finally
        {
            _busy = false;
        }
    }
}
