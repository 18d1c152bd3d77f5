using System.Text.Json;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Serving.Arm;

namespace VoiceLake.DataFactory.Serving.Resources;

/// <summary>A resource as it is kept: what was sent, and what the service adds.</summary>
internal sealed record StoredResource(FactoryScope Scope, FactoryResource Resource, string ETag, DateTimeOffset Created)
{
    public string Id => Scope.IdOf(Resource.Kind, Resource.Name);

    /// <summary>Whether a header's value names this state; <c>*</c> names any.</summary>
    public bool Matches(string header) => header.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || tag.Trim('"') == ETag);

    /// <summary>What a read gives.</summary>
    public JsonElement ToArm()
    {
        var isFactory = Resource.Kind == FactoryResourceKind.Factory;
        var json = Set(Resource.Json, Id, "id");
        json = Set(json, FactoryScope.TypeOf(Resource.Kind), "type");
        if (!isFactory)
        {
            return Set(json, ETag, "etag");
        }

        // The factory alone spells it so, and quotes it.
        json = Set(json, $"\"{ETag}\"", "eTag");
        json = Set(json, "Succeeded", "properties", "provisioningState");
        json = Set(json, Created.ToString("O", System.Globalization.CultureInfo.InvariantCulture), "properties", "createTime");
        return Set(json, ArmMiddleware.ApiVersion, "properties", "version");
    }

    private static JsonElement Set(JsonElement json, string value, params ReadOnlySpan<string> path) => ModelJson.Set(json, JsonSerializer.SerializeToElement(value), path);
}
