using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace VoiceLake.Tests.Support.Dfs.Security;

/// <summary>Computes the signature of a shared access signature anew, an account's or a service's, and checks time, scope and rights.</summary>
internal sealed class SasCheck
{
    private const string WithEncryptionScope = "2020-12-06";
    private readonly DfsCall _call;
    private readonly Func<string, string?> _read;
    private readonly string _fileSystem;
    private readonly string _path;

    private SasCheck(DfsCall call, Func<string, string?> read, string fileSystem, string path) => (_call, _read, _fileSystem, _path) = (call, read, fileSystem, path);

    /// <summary>Requires one of the rights at the level of a request: <c>s</c>ervice, <c>c</c>ontainer or <c>o</c>bject; of a rename for its source too.</summary>
    public static void Require(DfsCall call, char level, string rights)
    {
        new SasCheck(call, call.Query, call.FileSystem, call.Path).Require(level, rights);
        if (call.Header("x-ms-rename-source") is { } source)
        {
            var query = QueryHelpers.ParseQuery(source.Contains('?', StringComparison.Ordinal) ? source[source.IndexOf('?', StringComparison.Ordinal)..] : "");
            var (fileSystem, path) = Operations.PathOperations.SourceOf(call);
            new SasCheck(call, name => query.TryGetValue(name, out var value) ? value.ToString() : null, fileSystem, path).Require(level, "md");
        }
    }

    private void Require(char level, string rights)
    {
        var isAccount = _read("ss") is not null;
        if (_read("sig") is not { } signature || _read("skoid") is not null || !Signatures.AreEqual(signature, Signatures.Sign(_call.Account.Key, isAccount ? OfAccount() : OfService(level))))
        {
            throw DfsError.AuthenticationFailed;
        }

        if (TimeOf("st") > _call.Now || TimeOf("se") is not { } end || end < _call.Now)
        {
            throw DfsError.AuthenticationFailed;
        }

        if (_read("spr") == "https" && !_call.IsHttps)
        {
            throw new DfsError(403, "AuthorizationProtocolMismatch", "This request is not authorized to perform this operation using this protocol.");
        }

        if (isAccount && !(_read("ss")!.Contains('b') && Text("srt").Contains(level)))
        {
            throw new DfsError(403, "AuthorizationResourceTypeMismatch", "This request is not authorized to perform this operation using this resource type.");
        }

        if (!Text("sp").Any(rights.Contains))
        {
            throw DfsError.PermissionMismatch;
        }
    }

    private string OfAccount() => string.Join('\n', (string[])[
        _call.Account.Name, Text("sp"), Text("ss"), Text("srt"), Text("st"), Text("se"), Text("sip"), Text("spr"), Text("sv"), .. IsNew ? [Text("ses")] : Array.Empty<string>(), ""]);

    private string OfService(char level)
    {
        var scope = _read("sr") switch
        {
            "c" => $"/{_fileSystem}",
            "b" when level == 'o' => $"/{_fileSystem}/{_path}",
            "d" => $"/{_fileSystem}/{string.Join('/', _path.Split('/').Take(int.TryParse(_read("sdd"), NumberStyles.None, CultureInfo.InvariantCulture, out var depth) ? depth : 0))}",
            _ => throw DfsError.AuthenticationFailed,
        };
        return string.Join('\n', (string[])[
            Text("sp"), Text("st"), Text("se"), $"/blob/{_call.Account.Name}{scope}", Text("si"), Text("sip"), Text("spr"), Text("sv"), Text("sr"), "",
            .. IsNew ? [Text("ses")] : Array.Empty<string>(), Text("rscc"), Text("rscd"), Text("rsce"), Text("rscl"), Text("rsct")]);
    }

    private bool IsNew => string.CompareOrdinal(Text("sv"), WithEncryptionScope) >= 0;

    private string Text(string name) => _read(name) ?? "";

    private DateTimeOffset? TimeOf(string name) => _read(name) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
