using System.IO.Compression;
using Parquet;

namespace VoiceLake.Lake.Files;

/// <summary>How Parquet files are written and read.</summary>
internal static class ParquetSettings
{
    /// <summary>Snappy: a quarter of the time that zstd takes for speech samples, at a quarter more bytes; days as days; little memory kept between row groups.</summary>
    public static ParquetOptions Options { get; } = new()
    {
        CompressionMethod = CompressionMethod.Snappy,
        CompressionLevel = CompressionLevel.Fastest,
        UseDateOnlyTypeForDates = true,
        MaximumSmallPoolFreeBytes = 1 << 20,
        MaximumLargePoolFreeBytes = 4 << 20,
    };
}
