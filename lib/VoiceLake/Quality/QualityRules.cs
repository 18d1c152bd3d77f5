using static VoiceLake.Quality.QualitySeverity;

namespace VoiceLake.Quality;

/// <summary>Every named rule, with its meaning and its remedy: the key to <c>silver.quarantine</c>.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public static partial class QualityRules
{
    /// <summary>The archive cannot be opened at all.</summary>
    public static QualityRule ArchiveUnreadable { get; } = new("archive-unreadable", Rejected,
        "The file is no tar, gzip or zip archive, or is damaged from its first entry on.", "Copy it again from its source, or repair it by hand.");

    /// <summary>The archive is registered, but not in the lake.</summary>
    public static QualityRule ArchiveMissing { get; } = new("archive-missing", Rejected,
        "The archive stands in bronze.submissions, but its file is not in the lake.", "Run notebook 01-extract-to-bronze again on its source: it copies what is missing.");

    /// <summary>The archive's bytes are not those that were copied.</summary>
    public static QualityRule ArchiveChanged { get; } = new("archive-changed", Rejected,
        "The archive's bytes are not those that bronze copied and registered; nothing of it is believed.", "Delete it from the lake and run notebook 01-extract-to-bronze again on its source.");

    /// <summary>The archive ends too early or is damaged on the way.</summary>
    public static QualityRule ArchiveTruncated { get; } = new("archive-truncated", Flagged,
        "The archive ends before its end or is damaged on the way; what came before is kept.", "Copy it again from its source; the clips after the cut are missing.");

    /// <summary>What the archive unpacks to is not what was packed.</summary>
    public static QualityRule ArchiveChecksum { get; } = new("archive-checksum", Flagged,
        "The archive unpacks to other bytes than its own checksum was made of; since it is what bronze copied, it came broken. Its clips are kept.",
        "Ask the source for it again; listen to its clips before they are used.");

    /// <summary>Bytes beside the entries.</summary>
    public static QualityRule ArchiveStrayBytes { get; } = new("archive-stray-bytes", Flagged,
        "The archive holds bytes that belong to none of its entries, before, between or behind them; they were left out.",
        "Nothing, unless an entry is missing: then ask the source for the archive again.");

    /// <summary>The archive holds no clips.</summary>
    public static QualityRule NoAudioFolder { get; } = new("no-audio-folder", Rejected,
        "The archive has neither a wav nor a flac folder, and no audio elsewhere.", "Ask the source for the recordings; the texts alone make no clip.");

    /// <summary>The audio folder is empty, or nothing in it could be read.</summary>
    public static QualityRule NoGoodClip { get; } = new("no-good-clip", Rejected,
        "The archive has an audio folder, but not one clip could be read from it.", "See the findings on its clips.");

    /// <summary>Clips outside a wav or flac folder.</summary>
    public static QualityRule AudioOutsideFolder { get; } = new("audio-outside-folder", Flagged,
        "A clip lies outside a wav or flac folder; it is kept.", "Nothing, unless it is no recording of the prompts.");

    /// <summary>No README and no profile.</summary>
    public static QualityRule NoReadme { get; } = new("no-readme", Flagged,
        "The archive says nothing about its speaker; every cast field is unknown.", "Ask the speaker or use the clips without labels.");

    /// <summary>No file of prompts.</summary>
    public static QualityRule NoPrompts { get; } = new("no-prompts", Flagged,
        "The archive has no file of prompts; its clips have no text.", "Transcribe the clips, or use them without text.");

    /// <summary>A clip without prompt.</summary>
    public static QualityRule ClipWithoutPrompt { get; } = new("clip-without-prompt", Flagged,
        "No prompt is given for the clip; it is kept without text.", "Compare its name with the prompts; transcribe it by hand.");

    /// <summary>A prompt without clip.</summary>
    public static QualityRule PromptWithoutClip { get; } = new("prompt-without-clip", Flagged,
        "A prompt names a clip that the archive does not hold.", "Compare its name with the clips; the recording may be lost.");

    /// <summary>Two texts for one clip.</summary>
    public static QualityRule PromptConflict { get; } = new("prompt-conflict", Flagged,
        "One file gives two texts for the same clip; the first is kept.", "Listen to the clip and mend the prompts.");

    /// <summary>A line of prompts that is none.</summary>
    public static QualityRule PromptUnreadable { get; } = new("prompt-unreadable", Flagged,
        "A line of the prompts holds no clip name and text.", "Mend the line by hand where it matters.");

    /// <summary>A clip in which nothing can be heard.</summary>
    public static QualityRule SilentClip { get; } = new("silent-clip", Flagged,
        "Nothing can be heard in the clip; it is kept and marked silent.", "Leave it out where speech is needed.");

    /// <summary>Two clips of one name.</summary>
    public static QualityRule DuplicateClip { get; } = new("duplicate-clip", Rejected,
        "The archive holds a clip of this name already; the first is kept.", "Compare the two; rename one of them.");

    /// <summary>Something else in an audio folder.</summary>
    public static QualityRule NotAudio { get; } = new("not-audio", Flagged,
        "A file in an audio folder is no audio; it is left alone.", "Nothing, unless a recording was renamed.");

    /// <summary>An entry that would leave the archive.</summary>
    public static QualityRule UnsafeEntry { get; } = new("unsafe-entry", Rejected,
        "The entry's name is absolute, climbs out of the archive or deceives the eye, or it is a link, a device, a pipe or a sparse file; it was not followed.", "Treat the archive with suspicion; ask its source.");

    /// <summary>An entry that cannot be read to its end.</summary>
    public static QualityRule EntryDamaged { get; } = new("entry-damaged", Rejected,
        "The entry is damaged or cut off; nothing of it was kept.", "Copy the archive again from its source.");

    /// <summary>An entry that is encrypted or packed in an unusual way.</summary>
    public static QualityRule EntryPacking { get; } = new("entry-packing", Rejected,
        "The entry is encrypted, or packed by a method that is not read here; nothing of it was kept.", "Unpack the archive by hand and pack it anew, without a password.");

    /// <summary>A name in another encoding than UTF-8.</summary>
    public static QualityRule EntryNameNotUtf8 { get; } = new("entry-name-not-utf8", Flagged,
        "The entry's name is not UTF-8; its bytes that are no ASCII stand as %XX, and nothing is guessed.", "Rename the clip in silver, or its prompt, where the two do not meet.");

    /// <summary>What an entry unpacks to is not what was packed.</summary>
    public static QualityRule EntryChecksum { get; } = new("entry-checksum", Rejected,
        "The entry unpacks to other bytes than the checksum in its zip was made of; nothing of it was kept.", "Ask the source for the archive again.");

    /// <summary>An entry past the limits.</summary>
    public static QualityRule EntryTooLarge { get; } = new("entry-too-large", Rejected,
        "The entry is larger than the limit, or the texts are together; it was not read.", "Raise the limit in SubmissionReaderOptions where it is a real recording.");

    /// <summary>Too many entries or bytes.</summary>
    public static QualityRule ArchiveTooLarge { get; } = new("archive-too-large", Rejected,
        "The archive has more entries or bytes than the limits allow; nothing of it was kept.", "Raise the limits in SubmissionReaderOptions where it is a real archive.");

    /// <summary>An archive inside an archive inside an archive.</summary>
    public static QualityRule ArchiveNested { get; } = new("archive-nested", Rejected,
        "An archive lies too deep inside other archives; it was not opened.", "Unpack it by hand and copy it as an archive of its own.");

    /// <summary>A second file of the same kind.</summary>
    public static QualityRule DuplicateText { get; } = new("duplicate-text", Flagged,
        "The archive holds this kind of text twice; both were read, the first wins.", "Compare the two.");

    /// <summary>Text in a legacy encoding.</summary>
    public static QualityRule TextNotUtf8 { get; } = new("text-not-utf8", Flagged,
        "The text is not UTF-8; it was read in the encoding named.", "Check the letters beyond ASCII; save it as UTF-8.");

    /// <summary>A profile that is no JSON.</summary>
    public static QualityRule ProfileUnreadable { get; } = new("profile-unreadable", Flagged,
        "The profile.json is no JSON object; it was left alone.", "Mend it by hand.");

    /// <summary>A misspelt key.</summary>
    public static QualityRule KeyMisspelt { get; } = new("key-misspelt", Flagged,
        "A README key is misspelt and was read as the one it is nearest to.", "Check it; add the spelling to casting.tsv.");

    /// <summary>One field, two values.</summary>
    public static QualityRule FieldConflict { get; } = new("field-conflict", Flagged,
        "A field is given twice with different values; it counts as unknown.", "Mend the README by hand.");

    /// <summary>No gender said.</summary>
    public static QualityRule GenderUnknown { get; } = new("gender-unknown", Flagged,
        "The speaker did not say a gender.", "Leave it unknown; do not guess.");

    /// <summary>A gender that is not one of the known words.</summary>
    public static QualityRule GenderNotCastable { get; } = new("gender-not-castable", Flagged,
        "The gender is no word of the casting table; it counts as unknown.", "Add the word to casting.tsv where its meaning is beyond doubt.");

    /// <summary>An age range that is not one of the known words.</summary>
    public static QualityRule AgeNotCastable { get; } = new("age-not-castable", Flagged,
        "The age range is no word of the casting table; it counts as unknown.", "Add the word to casting.tsv where its meaning is beyond doubt.");

    /// <summary>A language that is not one of the known words.</summary>
    public static QualityRule LanguageNotCastable { get; } = new("language-not-castable", Flagged,
        "The language is no code or name of the casting table; it stays empty.", "Add it to casting.tsv.");

    /// <summary>A name that breaks the pattern.</summary>
    public static QualityRule IrregularName { get; } = new("irregular-name", Flagged,
        "The archive's name is not <user>-<YYYYMMDD>-<3 letters>; it was read as far as it goes.", "Check the user and the date.");

    /// <summary>A date read otherwise than as YYYYMMDD.</summary>
    public static QualityRule DateUncertain { get; } = new("date-uncertain", Flagged,
        "The date in the archive's name is missing, or not written as YYYYMMDD.", "Check the date where it matters.");

    /// <summary>Two archives of one name.</summary>
    public static QualityRule DuplicateSubmission { get; } = new("duplicate-submission", Flagged,
        "Another archive has the same name under another extension; this one keeps its extension in its name.", "Compare the two; remove one from bronze.");

    /// <summary>Two archives of the same bytes.</summary>
    public static QualityRule DuplicateArchive { get; } = new("duplicate-archive", Flagged,
        "Another archive has the very same bytes; this one is kept, and its speaker is the other's.", "Remove one of them from bronze, or leave out its clips.");

    /// <summary>Two speakers whose names differ in capitals.</summary>
    public static QualityRule SpeakerSpelling { get; } = new("speaker-spelling", Flagged,
        "The user's name differs from another's in capitals alone; they count as two speakers and share a split.", "Compare the two; where they are one person, count them as one.");

    /// <summary>Two names for one user.</summary>
    public static QualityRule UserDiffers { get; } = new("user-differs", Flagged,
        "The README names another user than the archive does; the archive's name counts.", "Compare the two; the recordings may be of somebody else.");
}
