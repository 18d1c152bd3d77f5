using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Serving.Security;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Serving.Arm;

/// <summary>What holds for every request: a token, a known api-version, and errors in Resource Manager's form, never with a stack trace.</summary>
internal sealed class ArmMiddleware(BearerToken token)
{
    public const string ApiVersion = "2018-06-01";

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var requestId = Guid.NewGuid().ToString();
        context.Response.Headers["x-ms-request-id"] = requestId;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            CheckToken(context);
            CheckVersion(context.Request);
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed } response)
            {
                throw new ArmException(response.StatusCode, response.StatusCode == 404 ? "InvalidResourceType" : "MethodNotAllowed", $"{context.Request.Method} {context.Request.Path} is not served here: see docs/data-factory.md for what is.");
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: there is nobody to answer.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await WriteAsync(context.Response, ErrorOf(e, requestId));
        }
    }

    private void CheckToken(HttpContext context)
    {
        if (context.Request.Headers.Authorization is not [{ } header])
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"VoiceLake factory\"";
            throw new ArmException(401, "AuthenticationFailed", "The request bears no token: send the header 'Authorization: Bearer …' with the token that the server gave at its start.");
        }

        if (!token.IsIn(header))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"VoiceLake factory\", error=\"invalid_token\"";
            throw new ArmException(401, "InvalidAuthenticationToken", "The token is not this server's: send the one that it gave at its start.");
        }
    }

    private static void CheckVersion(HttpRequest request)
    {
        var given = request.Query["api-version"];
        if (given.Count == 0)
        {
            throw new ArmException(400, "MissingApiVersionParameter", $"The query has no api-version: add ?api-version={ApiVersion}.");
        }

        if (given != ApiVersion)
        {
            throw new ArmException(400, "InvalidApiVersionParameter", $"The api-version '{given}' is not known here: use {ApiVersion}.");
        }
    }

    private static ArmException ErrorOf(Exception e, string requestId) => e switch
    {
        ArmException refused => refused,
        FactoryModelException model => ArmException.BadRequest(model.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new(413, "RequestContentTooLarge", "The body is too large: split the pipeline, or pass data through the lake and not through the definition."),
        BadHttpRequestException bad => ArmException.BadRequest(bad.Message),
        LakeException lake => new(500, "InternalServerError", lake.Message),
        _ => new(500, "InternalServerError", $"The server failed at this request ({e.GetType().Name}); nothing was changed unless a later read says so. Request {requestId}."),
    };

    private static async Task WriteAsync(HttpResponse response, ArmException e)
    {
        response.StatusCode = e.Status;
        var error = new JsonObject { ["code"] = e.Code, ["message"] = e.Message };
        if (e.Target is not null)
        {
            error["target"] = e.Target;
        }

        await response.WriteAsJsonAsync(new JsonObject { ["error"] = error }, response.HttpContext.RequestAborted);
    }
}
