using VoiceLake.DataFactory.Running.Activities;

namespace VoiceLake.DataFactory.Running.Stores;

/// <summary>A dataset with the values that a reference gave it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, such as <c>Json</c>.</param>
/// <param name="Properties">Its <c>typeProperties</c>, evaluated.</param>
/// <param name="Place">Where its files lie.</param>
internal sealed record ResolvedDataset(string Name, string Type, ActivityProperties Properties, StorePlace Place)
{
    /// <summary>The place in a lake.</summary>
    /// <exception cref="WorkException">The files lie elsewhere.</exception>
    public LakePlace InLake(string purpose) => Place as LakePlace
        ?? throw new WorkException(WorkException.Unsupported, $"dataset '{Name}': {purpose} is not supported on {Place.Type}: name a dataset in a lake (AzureBlobFS or AzureBlobStorage).");
}
