using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Serving.Arm;

namespace VoiceLake.DataFactory.Serving.Resources;

/// <summary>Create, read, list, update and delete of factories and what they hold.</summary>
internal sealed class ResourceEndpoints(ResourceStore store, Func<Uri> address)
{
    private const int PageSize = 100;
    private static readonly string[] ReadOnlyMembers = ["id", "type", "etag", "eTag"];

    public void Map(IEndpointRouteBuilder routes)
    {
        const string group = "/subscriptions/{subscription}/resourceGroups/{resourceGroup}/providers/Microsoft.DataFactory/factories";
        Map(routes, FactoryResourceKind.Factory, group, "{factory}");
        foreach (var kind in Enum.GetValues<FactoryResourceKind>().Where(kind => kind != FactoryResourceKind.Factory))
        {
            Map(routes, kind, $"{group}/{{factory}}/{FactoryScope.SegmentOf(kind)}", "{name}");
        }
    }

    /// <summary>The factory that a path names.</summary>
    /// <exception cref="ArmException">It is not there.</exception>
    public static FactoryScope RequireFactory(HttpRequest request, ResourceStore store)
    {
        var scope = ScopeOf(request);
        return scope.Equals(store.Scope) ? store.Scope! : throw ArmException.NotFound("ResourceNotFound", $"There is no factory '{scope.Factory}' in the resource group '{scope.ResourceGroup}' of the subscription '{scope.Subscription}': create it first.", scope.Id);
    }

    /// <summary>The resource that a path names.</summary>
    /// <exception cref="ArmException">It, or its factory, is not there.</exception>
    public static StoredResource Require(HttpRequest request, ResourceStore store, FactoryResourceKind kind)
    {
        var scope = RequireFactory(request, store);
        var name = NameOf(request, kind);
        return store.Find(kind, name) ?? throw ArmException.NotFound(kind == FactoryResourceKind.Factory ? "ResourceNotFound" : $"{kind}NotFound", $"There is no {kind} '{name}' in the factory '{scope.Factory}': create it first.", scope.IdOf(kind, name));
    }

    private void Map(IEndpointRouteBuilder routes, FactoryResourceKind kind, string collection, string name)
    {
        routes.MapGet(collection, (HttpRequest request) => List(request, kind));
        routes.MapGet($"{collection}/{name}", (HttpRequest request) => Get(request, kind));
        routes.MapPut($"{collection}/{name}", (HttpRequest request, CancellationToken cancellationToken) => PutAsync(request, kind, cancellationToken));
        routes.MapDelete($"{collection}/{name}", (HttpRequest request, CancellationToken cancellationToken) => DeleteAsync(request, kind, cancellationToken));
    }

    private IResult List(HttpRequest request, FactoryResourceKind kind)
    {
        if (kind != FactoryResourceKind.Factory)
        {
            RequireFactory(request, store);
        }

        var skip = request.Query["$skiptoken"].ToString() is { Length: > 0 } token
            ? int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw ArmException.BadRequest($"The $skiptoken '{token}' is none of this server's: follow nextLink as it is.")
            : 0;
        var scope = ScopeOf(request);
        var all = store.List(kind).Where(found => kind != FactoryResourceKind.Factory || found.Scope.Equals(scope with { Factory = found.Scope.Factory })).ToList();
        var page = new JsonObject { ["value"] = new JsonArray([.. all.Skip(skip).Take(PageSize).Select(found => JsonObject.Create(found.ToArm()))]) };
        if (all.Count - skip > PageSize)
        {
            page["nextLink"] = new Uri(address(), $"{request.Path}?api-version={ArmMiddleware.ApiVersion}&$skiptoken={skip + PageSize}").AbsoluteUri;
        }

        return Results.Json(page);
    }

    private IResult Get(HttpRequest request, FactoryResourceKind kind)
    {
        var found = Require(request, store, kind);
        return Header(request.Headers.IfNoneMatch) is { } known && found.Matches(known) ? Results.StatusCode(StatusCodes.Status304NotModified) : Answer(request.HttpContext, found);
    }

    private async Task<IResult> PutAsync(HttpRequest request, FactoryResourceKind kind, CancellationToken cancellationToken)
    {
        var scope = ScopeOf(request);
        var asked = NameOf(request, kind);
        ResourceNames.Check(kind, asked);
        if (kind != FactoryResourceKind.Factory)
        {
            RequireFactory(request, store);
        }
        else if (store.Scope is { } served && !served.Equals(scope))
        {
            throw new ArmException(409, "Conflict", $"This lake holds the factory '{served.Factory}' already ({served.Id}), and a lake holds one: serve another lake for '{scope.Factory}'.", scope.Id);
        }

        var body = await RequestBody.ReadAsync(request, cancellationToken);
        var ifMatch = Header(request.Headers.IfMatch);
        var ifNoneMatch = Header(request.Headers.IfNoneMatch);
        var stored = await store.PutAsync(
            scope,
            kind,
            asked,
            (name, old) =>
            {
                CheckConditions(old, ifMatch, ifNoneMatch, scope.IdOf(kind, name));
                var resource = Read(kind, name, body);
                ResourceReferences.Check(resource, store, scope.IdOf(kind, name));
                return resource is Trigger trigger ? TriggerStates.Keep(trigger, old) : resource;
            },
            cancellationToken);
        return Answer(request.HttpContext, stored);
    }

    private async Task<IResult> DeleteAsync(HttpRequest request, FactoryResourceKind kind, CancellationToken cancellationToken)
    {
        var name = NameOf(request, kind);
        if (kind == FactoryResourceKind.Factory && !ScopeOf(request).Equals(store.Scope))
        {
            return Results.NoContent();
        }

        RequireFactory(request, store);
        var deleted = await store.DeleteAsync(
            kind,
            name,
            found =>
            {
                TriggerStates.CheckStopped(found);
                if (kind != FactoryResourceKind.Factory)
                {
                    ResourceReferences.CheckUnused(found, store);
                }
            },
            cancellationToken);
        return deleted is null ? Results.NoContent() : Results.Ok();
    }

    private static void CheckConditions(StoredResource? old, string? ifMatch, string? ifNoneMatch, string id)
    {
        if (ifMatch is not null && old?.Matches(ifMatch) != true)
        {
            throw new ArmException(412, "PreconditionFailed", old is null ? "If-Match names a state, but there is no such resource: leave the header out to create it." : $"The resource is no longer as If-Match says, its etag is now {old.ETag}: read it again and decide anew.", id);
        }

        if (ifNoneMatch is not null && old?.Matches(ifNoneMatch) == true)
        {
            throw new ArmException(412, "PreconditionFailed", "If-None-Match asks that there be no such resource, but there is one: read it and decide anew.", id);
        }
    }

    private static FactoryResource Read(FactoryResourceKind kind, string name, JsonObject body)
    {
        var json = new JsonObject { ["name"] = name };
        foreach (var (member, value) in body.Where(member => member.Key != "name" && !ReadOnlyMembers.Contains(member.Key)))
        {
            json[member] = value?.DeepClone();
        }

        return FactoryResource.Read(kind, json.ToJsonString(), $"{kind} '{name}'");
    }

    private static IResult Answer(HttpContext context, StoredResource resource)
    {
        context.Response.Headers.ETag = $"\"{resource.ETag}\"";
        return Results.Json(resource.ToArm());
    }

    private static FactoryScope ScopeOf(HttpRequest request) => new(Value(request, "subscription"), Value(request, "resourceGroup"), Value(request, "factory"));

    private static string NameOf(HttpRequest request, FactoryResourceKind kind) => Value(request, kind == FactoryResourceKind.Factory ? "factory" : "name");

    private static string Value(HttpRequest request, string name) => request.RouteValues[name] as string ?? "";

    private static string? Header(Microsoft.Extensions.Primitives.StringValues values) => values.Count == 0 ? null : values.ToString();
}
