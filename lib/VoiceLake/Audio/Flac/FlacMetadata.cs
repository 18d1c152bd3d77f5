using System.Buffers.Binary;
using VoiceLake.Audio.Internals;

namespace VoiceLake.Audio.Flac;

/// <summary>Walks the metadata blocks (RFC 9639, 8): STREAMINFO is read, the others are skipped.</summary>
internal static class FlacMetadata
{
    private const int HeaderBytes = 4;
    private const int StreamInfoType = 0;
    private const int InvalidType = 127;

    /// <summary>Gives STREAMINFO and the offset of the first frame.</summary>
    public static (FlacStreamInfo Info, long FirstFrame) Read(AudioBytes bytes, string name, List<AudioNote> notes)
    {
        var position = 0L;
        var start = bytes.At(0, AudioMagic.Bytes);
        if (start.StartsWith("ID3"u8))
        {
            position = AudioMagic.Id3v2Length(start);
            notes.Add(new AudioNote(AudioRules.FlacId3Prefix, 0, $"An ID3v2 tag of {position} bytes stands before the stream: skipped."));
        }

        position += "fLaC"u8.Length;
        FlacStreamInfo? info = null;
        for (var last = false; !last;)
        {
            var header = position;
            if (bytes.Length - header < HeaderBytes)
            {
                throw AudioRules.Broken(AudioRules.FlacMetadata, name, header, "the file ends before the first frame");
            }

            var block = BinaryPrimitives.ReadUInt32BigEndian(bytes.At(header, HeaderBytes));
            last = block >> 31 != 0;
            var type = (int)(block >> 24 & 0x7F);
            var length = (int)(block & 0xFF_FFFF);
            position += HeaderBytes;
            if (length > bytes.Length - position)
            {
                throw AudioRules.Broken(AudioRules.FlacMetadata, name, header, $"metadata block {type} has {length} bytes, but only {bytes.Length - position} are left");
            }

            if (type == InvalidType || (type == StreamInfoType) != (info is null))
            {
                var rule = info is null ? AudioRules.FlacStreamInfo : AudioRules.FlacMetadata;
                throw AudioRules.Broken(rule, name, header, $"metadata block {type} stands where it cannot");
            }

            info ??= FlacStreamInfo.Read(bytes.At(position, length)[..length], name, position);
            position += length;
        }

        return (info!, position);
    }
}
