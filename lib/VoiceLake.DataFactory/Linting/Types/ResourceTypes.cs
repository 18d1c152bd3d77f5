using Azure.Bicep.Types.Az;
using Azure.Bicep.Types.Concrete;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting.Types;

/// <summary>The types that Bicep has of Data Factory's resources: those of its REST API.</summary>
internal static class ResourceTypes
{
    private const string ApiVersion = "2018-06-01";

    // Once a process: the index of all of Azure's types takes a third of a second, Data Factory's own another fifth.
    private static readonly Lazy<Dictionary<FactoryResourceKind, ObjectType>> Bodies = new(Load);

    /// <summary>The type of a resource's file.</summary>
    public static ObjectType BodyOf(FactoryResourceKind kind) => Bodies.Value[kind];

    private static Dictionary<FactoryResourceKind, ObjectType> Load()
    {
        var loader = new AzTypeLoader();
        var index = loader.LoadTypeIndex();
        return Enum.GetValues<FactoryResourceKind>()
            .ToDictionary(kind => kind, kind => (ObjectType)loader.LoadResourceType(index.Resources[NameOf(kind)]).Body.Type);
    }

    private static string NameOf(FactoryResourceKind kind) => kind == FactoryResourceKind.Factory
        ? $"Microsoft.DataFactory/factories@{ApiVersion}"
        : $"Microsoft.DataFactory/factories/{kind.ToString().ToLowerInvariant()}s@{ApiVersion}";
}
