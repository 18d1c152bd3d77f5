using System.Buffers;
using System.Security.Cryptography;
using VoiceLake.Bronze;
using VoiceLake.Lake;
using VoiceLake.Quality;
using VoiceLake.Silver.Archives;

namespace VoiceLake.Silver;

/// <summary>Takes an archive's checksum while it is decoded, so that it is read once, and compares it with what bronze registered.</summary>
/// <remarks>A zip is read from its end and by leaps: what was leapt over is read when <see cref="Check"/> is asked.</remarks>
internal sealed class ArchiveSeal(Stream archive) : ReadOnlyStream
{
    private const int ChunkLength = 81_920;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _hashed;

    public override bool CanSeek => archive.CanSeek;

    public override long Length => archive.Length;

    public override long Position
    {
        get => archive.Position;
        set => archive.Position = value;
    }

    /// <summary>What is said of an archive that is registered and not there.</summary>
    public static BrokenSeal Missing(LakePath path) =>
        new("", new QualityFinding(QualityRules.ArchiveMissing, "archive", $"bronze.submissions names it, but '{path}' is not in the lake."));

    public override int Read(Span<byte> buffer)
    {
        var start = CanSeek ? archive.Position : _hashed;
        var read = archive.Read(buffer);
        if (start <= _hashed && start + read > _hashed)
        {
            _hash.AppendData(buffer[(int)(_hashed - start)..read]);
            _hashed = start + read;
        }

        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => archive.Seek(offset, origin);

    /// <summary>Reads what is left; null where the archive is the one that was registered.</summary>
    public BrokenSeal? Check(BronzeSubmission source, CancellationToken cancellationToken)
    {
        if (CanSeek)
        {
            Position = _hashed;
        }

        var rest = ArrayPool<byte>.Shared.Rent(ChunkLength);
        while (Read(rest) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        ArrayPool<byte>.Shared.Return(rest);
        var found = Convert.ToHexStringLower(_hash.GetHashAndReset());
        return found == source.Sha256
            ? null
            : new BrokenSeal(found, new QualityFinding(QualityRules.ArchiveChanged, "archive", $"Its sha256 is {found}, but {source.Sha256} was registered when it was copied."));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            archive.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>An archive that is not what bronze registered.</summary>
/// <param name="Sha256">The checksum that was found; empty where there is nothing. Never the registered one, so the archive is tried again by every run until it is mended.</param>
/// <param name="Finding">What to say of it.</param>
internal sealed record BrokenSeal(string Sha256, QualityFinding Finding);
