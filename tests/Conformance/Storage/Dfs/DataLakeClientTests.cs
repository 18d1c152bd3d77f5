using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.Azure.Storage;
using VoiceLake.Lake;
using VoiceLake.Tests.Support;
using VoiceLake.Tests.Support.Dfs;

namespace VoiceLake.Conformance.Storage.Dfs;

/// <summary>Microsoft's JavaScript client for ADLS Gen2, unmodified, against the DFS server that the store's tests run on.</summary>
public sealed class DataLakeClientTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Storage_file_datalake_finds_what_it_finds_in_azure()
    {
        await using var server = await DfsServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var told = await DriveAsync(server, new() { ["VOICELAKE_KEY"] = server.Key });

        Of(told, "again").ShouldBe("\"409 ContainerAlreadyExists\"");
        Of(told, "fileSystems").ShouldBe("""["bronze","gold"]""");
        Of(told, "exists").ShouldBe("[true,false]");

        Of(told, "beforeFlush").ShouldBe("0");
        Of(told, "read").ShouldBe("""["hello world","world","o w"]""");
        Of(told, "beyond").ShouldBe("\"416 InvalidRange\"");
        Of(told, "properties").ShouldBe("""[11,"somebody",true,true]""");
        Of(told, "appendBelow").ShouldBe("\"400 InvalidFlushPosition\"");
        Of(told, "gap").ShouldBe("\"400 InvalidFlushPosition\"");
        Of(told, "tooFar").ShouldBe("\"400 InvalidFlushPosition\"");
        Of(told, "missing").ShouldBe("""["404 BlobNotFound","404 PathNotFound","404 FilesystemNotFound"]""");
        Of(told, "metadata").ShouldBe("""{"changed":"yes"}""");
        Of(told, "createIfAbsent").ShouldBe("\"409 PathAlreadyExists\"");
        Of(told, "readMatching").ShouldBe("""["done","412 ConditionNotMet"]""");
        Of(told, "flushMatching").ShouldBe("\"412 ConditionNotMet\"");
        Of(told, "large").ShouldBe("true");
        Of(told, "odd").ShouldBe("\"odd\"");
        Of(told, "oddMoved").ShouldBe("""["odd","404 BlobNotFound"]""");

        Of(told, "renameIfAbsent").ShouldBe("\"409 PathAlreadyExists\"");
        Of(told, "renameIfMatch").ShouldBe("\"412 SourceConditionNotMet\"");
        Of(told, "renamed").ShouldBe("""["source","404 SourcePathNotFound",true]""");
        Of(told, "renameNoParent").ShouldBe("\"404 RenameDestinationParentPathNotFound\"");
        Of(told, "renamedFolder").ShouldBe("""["1","404 BlobNotFound"]""");
        Of(told, "renameBelowItself").ShouldBe("\"409 InvalidRenameSourcePath\"");
        Of(told, "renamedAcross").ShouldBe("\"2\"");

        Of(told, "pages").ShouldBe("""[["grown/a/","grown/a/1 1"],["grown/b/"]]""");
        Of(told, "level").ShouldBe("""["folder","grown","large","target","with space"]""");
        Of(told, "listMissing").ShouldBe("\"404 PathNotFound\"");

        const string List = "user::rwx,user:c0ffee00-0000-4000-8000-000000000001:r-x,group::r--,mask::r-x,other::---";
        var defaults = string.Join(',', List.Split(',').Select(entry => "default:" + entry));
        told["access"]!.AsArray().Take(2).Select(each => (string?)each).ShouldBe(["me", "us"]);
        string.Join(',', told["access"]![2]!.AsArray().Select(each => (string?)each)).ShouldBe($"{List},{defaults}");
        told["inherited"]!.AsArray().Select(each => (string?)each).ShouldBe(["user::rw-,group::r--,other::---", List]);
        told["recursive"]!.AsArray().Select(each => each!.ToString()).ShouldBe(["1", "2", List]);
        Of(told, "badAccess").ShouldBe("\"400 InvalidInput\"");

        told["leased"]!.AsArray().Select(each => (string?)each).ShouldBe([
            "412 LeaseIdMissing", "done", "412 LeaseIdMismatchWithBlobOperation", "done",
            "412 LeaseIdMissing", "412 LeaseIdMissing", "409 LeaseAlreadyPresent",
            "leased", "done", "done", "409 LeaseNotPresentWithLeaseOperation", "available"]);
        Of(told, "broken").ShouldBe("""[0,"broken","done"]""");

        told["sas"]!.AsArray().Select(each => (string?)each).ShouldBe([
            "source", "done", "403 AuthorizationPermissionMismatch", "403 AuthorizationPermissionMismatch",
            "403 AuthenticationFailed", "403 AuthorizationProtocolMismatch", "403 AuthenticationFailed",
            "done", "403 AuthenticationFailed", "done", "403 AuthenticationFailed"]);
        told["accountSas"]!.AsArray().Select(each => (string?)each).ShouldBe(["sas", "403 AuthorizationResourceTypeMismatch"]);
        Of(told, "wrongKey").ShouldBe("\"403 AuthenticationFailed\"");
        Of(told, "noKey").ShouldBe("\"401 NoAuthenticationInformation\"");

        Of(told, "deleteFull").ShouldBe("\"409 DirectoryNotEmpty\"");
        Of(told, "delete").ShouldBe("""["done","404 PathNotFound",false]""");
        Of(told, "deleted").ShouldBe("false");
    }

    [Fact]
    public async Task Storage_file_datalake_signs_in_by_token_over_HTTPS()
    {
        await using var server = await DfsServer.StartAsync(new DfsServerOptions { Https = true }, TestContext.Current.CancellationToken);
        var certificate = _folder.PathOf("server.pem");
        await File.WriteAllTextAsync(certificate, server.CertificatePem, TestContext.Current.CancellationToken);

        var told = await DriveAsync(server, new() { ["VOICELAKE_TOKEN"] = server.Token, ["NODE_EXTRA_CA_CERTS"] = certificate });

        Of(told, "read").ShouldBe("\"by token\"");
        Of(told, "wrong").ShouldBe("\"401 InvalidAuthenticationInfo\"");
    }

    [Fact]
    public async Task Storage_file_datalake_reads_what_the_store_wrote_and_the_store_what_it_wrote()
    {
        var token = TestContext.Current.CancellationToken;
        await using var server = await DfsServer.StartAsync(cancellationToken: token);
        using var store = new AdlsLakeStore(
            AzureLakeAddress.Parse($"abfs://{server.Address.Authority}{server.Address.AbsolutePath}"), new AzureLakeOptions { Credential = LakeCredential.AccountKey(server.Key), BlockBytes = 1 << 20 });
        var written = new Dictionary<string, string>();
        foreach (var (name, length) in ((string, int)[])[("empty", 0), ("submissions/a.tgz", 5_000_000), ("with space + % # ünïcode/'語' (1)&=;@!$,~", 10), ("tables/rows/_delta_log/00000000000000000000.json", 1 << 20)])
        {
            var bytes = RandomNumberGenerator.GetBytes(length);
            written[name] = Convert.ToHexStringLower(SHA256.HashData(bytes));
            await store.PutAsync(new LakePath("bronze", name), new MemoryStream(bytes), cancellationToken: token);
        }

        var told = await DriveAsync(server, new() { ["VOICELAKE_KEY"] = server.Key }, "exchange");

        told.AsObject().ToDictionary(file => file.Key, file => (string)file.Value!).ShouldBe(written, ignoreOrder: true);
        await using var theirs = await store.OpenReadAsync(LakePath.Parse("bronze/theirs/with space + % # ünïcode"), cancellationToken: token);
        using var text = new StreamReader(theirs);
        (await text.ReadToEndAsync(token)).ShouldBe(string.Concat(Enumerable.Repeat("theirs", 500_000)));
    }

    private static string Of(JsonNode told, string name) => told[name]?.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) ?? "nothing";

    private static async Task<JsonNode> DriveAsync(DfsServer server, Dictionary<string, string> environment, params string[] arguments)
    {
        var folder = Repository.PathOf("tests", "Conformance", "Storage", "Dfs");
        Directory.Exists(Path.Combine(folder, "node_modules")).ShouldBeTrue($"Microsoft's client is not installed: run 'npm ci' in '{folder}'.");
        var start = new ProcessStartInfo("node", ["drive.mjs", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["VOICELAKE_ENDPOINT"] = $"{server.Address.Scheme}://{server.Account}.dfs.core.windows.net:{server.Address.Port}", ["VOICELAKE_ACCOUNT"] = server.Account },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start).ShouldNotBeNull();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, await errors);
        return JsonNode.Parse(await output).ShouldNotBeNull();
    }
}
