using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Running.Stores;

namespace VoiceLake.DataFactory.Running.Formats;

/// <summary>How the files of a dataset are read: the settings of a Copy's or a Lookup's source, checked against the dataset.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="StoreSettings">How its store is read; null for the defaults.</param>
/// <param name="FormatSettings">How its format is read; null for the defaults.</param>
internal sealed record FormatReading(ResolvedDataset Dataset, ActivityProperties? StoreSettings, ActivityProperties? FormatSettings)
{
    /// <summary>Reads a source.</summary>
    public static FormatReading Read(ResolvedDataset dataset, ActivityProperties source)
    {
        if (source.Checked().Type != $"{dataset.Type}Source")
        {
            throw new WorkException(WorkException.Invalid, $"{source.Place}: '{source.Type}' does not go with dataset '{dataset.Name}' of type {dataset.Type}: use {dataset.Type}Source.");
        }

        var settings = ReadStoreSettings(dataset, source);
        return dataset.Type == "Binary" || settings?.Flag("deleteFilesAfterCompletion", otherwise: false) != true
            ? new FormatReading(dataset, settings, ReadFormatSettings(dataset, source))
            : throw new WorkException(WorkException.Invalid, $"{settings.Place}: deleteFilesAfterCompletion goes with copies of Binary datasets alone, here as in Azure: leave it out.");
    }

    /// <summary>The read settings of the dataset's store in a part.</summary>
    public static ActivityProperties? ReadStoreSettings(ResolvedDataset dataset, ActivityProperties part)
    {
        var settings = part.Part("storeSettings")?.Checked();
        var wanted = dataset.Place is HttpPlace ? "HttpReadSettings" : $"{dataset.Place.Type}ReadSettings";
        return settings is null || settings.Type == wanted ? settings
            : throw new WorkException(WorkException.Invalid, $"{settings.Place}: '{settings.Type}' does not go with linked service '{dataset.Place.LinkedService}' of type {dataset.Place.Type}: use {wanted}.");
    }

    /// <summary>The read settings of the dataset's format in a part.</summary>
    public static ActivityProperties? ReadFormatSettings(ResolvedDataset dataset, ActivityProperties part)
    {
        var settings = part.Part("formatSettings")?.Checked();
        return settings is null || settings.Type == $"{dataset.Type}ReadSettings" ? settings
            : throw new WorkException(WorkException.Invalid, $"{settings.Place}: '{settings.Type}' does not go with dataset '{dataset.Name}' of type {dataset.Type}: use {dataset.Type}ReadSettings.");
    }

    /// <summary>Whether the files of an archive go to a folder of its name.</summary>
    public bool KeepsArchiveName(Compression compression)
    {
        var (type, flag) = compression.Kind == Compression.Zip
            ? ("ZipDeflateReadSettings", "preserveZipFileNameAsFolder")
            : ("TarGZipReadSettings", "preserveCompressionFileNameAsFolder");
        return FormatSettings?.Part("compressionProperties")?.Checked() is not { } properties ? true
            : properties.Type == type ? properties.Flag(flag, otherwise: true)
            : throw new WorkException(WorkException.Invalid, $"{properties.Place}: '{properties.Type}' does not go with the compression of dataset '{Dataset.Name}': use {type}.");
    }
}
