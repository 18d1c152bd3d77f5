using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running.Activities;

namespace VoiceLake.DataFactory.Running.Stores;

/// <summary>Finds the files that a reference to a dataset means: the dataset's parameters, then those of its linked service, then the place.</summary>
internal static class DatasetResolver
{
    /// <summary>Resolves the evaluated reference in a property of the activity.</summary>
    /// <exception cref="WorkException">Something that is referred to is missing, or not supported here.</exception>
    public static ResolvedDataset Resolve(ActivityCall call, ActivityProperties reference)
    {
        var name = reference.RequiredText("referenceName");
        var dataset = call.Factory.Datasets.FirstOrDefault(found => SameName(found.Name, name))
            ?? throw new WorkException(WorkException.Reference, $"{reference.Place}: there is no dataset '{name}' in the factory: correct referenceName, or add dataset/{name}.json.");
        var scope = call.Scope with { Dataset = Arguments(call, reference, dataset.Parameters, $"dataset '{dataset.Name}'") };
        var properties = Evaluate(call, dataset.Json, scope, $"dataset '{dataset.Name}'").Checked(dataset.Type);
        var service = Evaluate(dataset.LinkedServiceName.Json, scope, call.Services.Expressions, $"dataset '{dataset.Name}'.linkedServiceName");
        return new ResolvedDataset(dataset.Name, dataset.Type, properties, PlaceOf(call, properties.RequiredPart("location"), service));
    }

    private static StorePlace PlaceOf(ActivityCall call, ActivityProperties location, ActivityProperties reference)
    {
        var name = reference.RequiredText("referenceName");
        var service = call.Factory.LinkedServices.FirstOrDefault(found => SameName(found.Name, name))
            ?? throw new WorkException(WorkException.Reference, $"{reference.Place}: there is no linked service '{name}' in the factory: correct referenceName, or add linkedService/{name}.json.");
        var scope = call.Scope with { Dataset = null, LinkedService = Arguments(call, reference, service.Parameters, $"linked service '{service.Name}'") };
        var properties = Evaluate(call, service.Json, scope, $"linked service '{service.Name}'").Checked(service.Type);
        return (service.Type, location.Checked().Type) switch
        {
            ("HttpServer", "HttpServerLocation") => HttpLocation.Read(service, properties, location),
            ("AzureBlobFS", "AzureBlobFSLocation") => LakeLocation.Read(call, service, properties.RequiredText("url"), location, "fileSystem"),
            ("AzureBlobStorage", "AzureBlobStorageLocation") => LakeLocation.Read(call, service, properties.RequiredText("serviceEndpoint"), location, "container"),
            _ => throw new WorkException(WorkException.Reference, $"{location.Place}: {location.Type} does not go with linked service '{service.Name}' of type {service.Type}: correct one of them."),
        };
    }

    /// <summary>The values of the parameters: those given, else the defaults.</summary>
    private static JsonObject Arguments(ActivityCall call, ActivityProperties reference, IReadOnlyDictionary<string, ParameterSpecification> declared, string owner)
    {
        var given = reference.Part("parameters")?.Json ?? [];
        if (given.Select(pair => pair.Key).FirstOrDefault(name => !declared.ContainsKey(name)) is { } unknown)
        {
            throw new WorkException(WorkException.Reference, $"{reference.Place}.parameters: {owner} has no parameter '{unknown}': it has {(declared.Count == 0 ? "none" : string.Join(", ", declared.Keys))}.");
        }

        var values = new JsonObject();
        foreach (var (name, parameter) in declared)
        {
            values[name] = given.TryGetPropertyValue(name, out var value) ? value?.DeepClone()
                : parameter.DefaultValue is { } standard ? ExpressionTree.Evaluate(JsonNode.Parse(standard.Json.GetRawText()), call.Scope, call.Services.Expressions)
                : throw new WorkException(WorkException.Reference, $"{reference.Place}.parameters: {owner} asks for '{name}': give it a value.");
        }

        return values;
    }

    private static ActivityProperties Evaluate(ActivityCall call, System.Text.Json.JsonElement resource, ExpressionScope scope, string place) =>
        Evaluate(ModelJson.Find(resource, "properties", "typeProperties") ?? ModelJson.Empty, scope, call.Services.Expressions, place);

    private static ActivityProperties Evaluate(System.Text.Json.JsonElement json, ExpressionScope scope, ExpressionOptions options, string place) =>
        new(ExpressionTree.Evaluate(JsonObject.Create(json.Clone()), scope, options)!.AsObject(), place);

    private static bool SameName(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
