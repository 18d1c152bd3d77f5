using System.Net.Http;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Model;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>A work whose failures carry its type's number, whatever failed below it.</summary>
/// <param name="errorCode">The number that Data Factory gives failures of this type of activity.</param>
/// <param name="work">The work.</param>
internal sealed class GuardedWork(string errorCode, IActivityWork work) : IActivityWork
{
    public async Task<JsonObject> RunAsync(ActivityCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await work.RunAsync(call, cancellationToken);
        }
        catch (WorkException e)
        {
            throw new ActivityFailure(errorCode, $"{e.Error}: {e.Message}", inner: e);
        }
        catch (Exception e) when (e is LakeException or ExpressionException or FactoryModelException)
        {
            throw new ActivityFailure(errorCode, e.Message, inner: e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or UnauthorizedAccessException)
        {
            throw new ActivityFailure(errorCode, e.Message, inner: e) { IsSystemError = true };
        }
    }
}
