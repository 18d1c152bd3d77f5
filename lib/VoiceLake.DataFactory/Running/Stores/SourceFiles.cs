using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Running.Formats;
using VoiceLake.Lake;

namespace VoiceLake.DataFactory.Running.Stores;

/// <summary>The files that a Copy or a Lookup reads.</summary>
/// <param name="Files">The files, by name.</param>
/// <param name="IsSingle">Whether one file was named, and not a folder or a pattern.</param>
internal sealed record SourceFiles(IReadOnlyList<SourceFile> Files, bool IsSingle)
{
    public static async Task<SourceFiles> ListAsync(ActivityCall call, FormatReading reading, CancellationToken cancellationToken)
    {
        if (reading.Dataset.Place is HttpPlace web)
        {
            return new SourceFiles([new SourceFile(web.FileName, Web: new HttpReading(call.Services, web, reading.StoreSettings))], IsSingle: true);
        }

        var place = reading.Dataset.InLake("reading");
        var selected = await LakeSelection.ListAsync(place, reading.StoreSettings, recursive: true, cancellationToken);
        return new SourceFiles([.. selected.Files.Select(file => new SourceFile(file.Relative, Lake: new LakeStoreFile(place.Lake.Store, file.Object)))], selected.IsSingle);
    }
}

/// <summary>A file to be read, from a web server or from a lake.</summary>
/// <param name="Relative">Its path below the folder that was asked for; on a web server its name.</param>
/// <param name="Web">The file on a web server.</param>
/// <param name="Lake">The file in a lake.</param>
internal sealed record SourceFile(string Relative, HttpReading? Web = null, LakeStoreFile? Lake = null)
{
    /// <summary>The bytes, from the first to the last; the caller disposes of them.</summary>
    public async Task<Stream> OpenAsync(CancellationToken cancellationToken) => Web is null
        ? await Lake!.Store.OpenReadAsync(Lake.Object.Path, cancellationToken: cancellationToken)
        : await Web.OpenAsync(cancellationToken);

    public override string ToString() => Web?.Place.ToString() ?? Lake!.Object.Path.ToString();
}

/// <summary>A file and the store that holds it.</summary>
internal sealed record LakeStoreFile(ILakeStore Store, LakeObject Object);
