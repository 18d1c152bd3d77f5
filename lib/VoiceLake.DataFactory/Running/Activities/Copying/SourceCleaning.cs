using VoiceLake.DataFactory.Running.Formats;
using VoiceLake.DataFactory.Running.Stores;

namespace VoiceLake.DataFactory.Running.Activities.Copying;

/// <summary>Takes away what was copied, where the read settings ask for it, and only after all of it was.</summary>
internal static class SourceCleaning
{
    public static async Task RunAsync(FormatReading reading, SourceFiles sources, CancellationToken cancellationToken)
    {
        if (reading.Dataset.Place is not LakePlace || reading.StoreSettings?.Flag("deleteFilesAfterCompletion", otherwise: false) != true)
        {
            return;
        }

        foreach (var file in sources.Files.Select(source => source.Lake!))
        {
            await file.Store.DeleteAsync(file.Object.Path, cancellationToken);
        }
    }
}
