using System.Globalization;
using System.Security;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using VoiceLake.Tests.Support.Dfs.Tree;

namespace VoiceLake.Tests.Support.Dfs;

/// <summary>What stands in the service's answers: times, tags, errors as JSON or XML.</summary>
internal static class DfsAnswer
{
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);

    public static (string Name, string Value)[] Of(DfsNode node) => [("ETag", node.ETag), ("Last-Modified", Time(node.Modified))];

    /// <summary>The DFS endpoint tells its errors in JSON, the Blob endpoint in XML and partly in other words.</summary>
    public static async Task ErrorAsync(HttpContext context, DfsError error)
    {
        var response = context.Response;
        var isBlob = context.Request.Host.Host.Split('.') is [_, "blob", ..];
        var code = (isBlob, error.Code) switch
        {
            (true, "PathNotFound") => "BlobNotFound",
            (true, "FilesystemNotFound") => "ContainerNotFound",
            _ => error.Code,
        };
        response.StatusCode = error.Status;
        response.Headers["x-ms-error-code"] = code;
        if (error.Status == 401)
        {
            response.Headers.WWWAuthenticate = "Bearer authorization_uri=https://login.microsoftonline.com/common/oauth2/authorize resource_id=https://storage.azure.com";
        }

        var message = string.Create(CultureInfo.InvariantCulture, $"{error.Sentence}\nRequestId:{response.Headers["x-ms-request-id"]}\nTime:{DateTimeOffset.UtcNow:O}");
        var body = Encoding.UTF8.GetBytes(isBlob
            ? $"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>{SecurityElement.Escape(message)}</Message></Error>"
            : JsonSerializer.Serialize(new { error = new { code, message } }));
        if (context.Request.Method != "HEAD" && error.Status != 304)
        {
            response.ContentType = isBlob ? "application/xml" : "application/json;charset=utf-8";
            response.ContentLength = body.Length;
            await response.Body.WriteAsync(body);
        }
    }
}
