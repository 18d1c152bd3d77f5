namespace VoiceLake.Audio.Flac;

/// <summary>Walks the metadata blocks (RFC 9639, 8): STREAMINFO is read, the others are skipped.</summary>
internal static class FlacMetadata
{
    private const int HeaderBytes = 4;
    private const int StreamInfoType = 0;
    private const int InvalidType = 127;

    /// <summary>Gives STREAMINFO and the offset of the first frame.</summary>
    public static (FlacStreamInfo Info, int FirstFrame) Read(ReadOnlySpan<byte> file, string name, List<AudioNote> notes)
    {
        var position = 0;
        if (file.StartsWith("ID3"u8))
        {
            position = AudioMagic.Id3v2Length(file);
            notes.Add(new AudioNote(AudioRules.FlacId3Prefix, 0, $"An ID3v2 tag of {position} bytes stands before the stream: skipped."));
        }

        position += "fLaC"u8.Length;
        FlacStreamInfo? info = null;
        for (var last = false; !last;)
        {
            var header = position;
            if (file.Length - header < HeaderBytes)
            {
                throw AudioRules.Broken(AudioRules.FlacMetadata, name, header, "the file ends before the first frame");
            }

            last = (file[header] & 0x80) != 0;
            var type = file[header] & 0x7F;
            var length = (file[header + 1] << 16) | (file[header + 2] << 8) | file[header + 3];
            position += HeaderBytes;
            if (length > file.Length - position)
            {
                throw AudioRules.Broken(AudioRules.FlacMetadata, name, header, $"metadata block {type} has {length} bytes, but only {file.Length - position} are left");
            }

            if (type == InvalidType || (type == StreamInfoType) != (info is null))
            {
                var rule = info is null ? AudioRules.FlacStreamInfo : AudioRules.FlacMetadata;
                throw AudioRules.Broken(rule, name, header, $"metadata block {type} stands where it cannot");
            }

            info ??= FlacStreamInfo.Read(file.Slice(position, length), name, position);
            position += length;
        }

        return (info!, position);
    }
}
