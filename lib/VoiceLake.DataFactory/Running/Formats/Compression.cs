using System.IO.Compression;
using VoiceLake.DataFactory.Running.Activities;
using VoiceLake.DataFactory.Running.Stores;

namespace VoiceLake.DataFactory.Running.Formats;

/// <summary>How a dataset's files are packed.</summary>
/// <param name="Kind">The codec; null for none.</param>
/// <param name="Level">How hard a sink tries.</param>
internal sealed record Compression(string? Kind, CompressionLevel Level)
{
    public const string GZip = "gzip";
    public const string Zip = "zipdeflate";
    public const string TarGZip = "targzip";

    /// <summary>Whether a file holds others.</summary>
    public bool IsArchive => Kind is Zip or TarGZip;

    /// <summary>The extension of a file that is packed this way.</summary>
    public string Extension => Kind == GZip ? ".gz" : "";

    /// <summary>Reads a dataset's compression.</summary>
    public static Compression Of(ResolvedDataset dataset)
    {
        var (place, type, level) = dataset.Type == "DelimitedText"
            ? (dataset.Properties, dataset.Properties.Text("compressionCodec"), dataset.Properties.Text("compressionLevel"))
            : dataset.Properties.Part("compression")?.Checked("compression") is { } part ? (part, part.Text("type"), part.Text("level"))
            : (dataset.Properties, null, null);
        var kind = type?.ToLowerInvariant() switch
        {
            null or "" or "none" => null,
            GZip or Zip or TarGZip => type.ToLowerInvariant(),
            _ => throw place.Unsupported("compression", type, "use GZip, ZipDeflate or TarGZip"),
        };
        return new Compression(kind, level?.ToLowerInvariant() switch
        {
            null or "" or "optimal" => CompressionLevel.Optimal,
            "fastest" => CompressionLevel.Fastest,
            _ => throw place.Unsupported("level", level, "use Optimal or Fastest"),
        });
    }

    /// <summary>The unpacked bytes of a file; archives are not read this way.</summary>
    public Stream Unpack(Stream packed) => Kind switch
    {
        null => packed,
        GZip => new WholeGzip(packed),
        _ => throw new InvalidOperationException($"{Kind} is an archive: read its entries."),
    };

    /// <summary>A stream that packs what is written into it with gzip; the stream below stays open.</summary>
    public Stream Pack(Stream target) => new GZipStream(target, Level, leaveOpen: true);
}
