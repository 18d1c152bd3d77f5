namespace VoiceLake.Bronze;

/// <summary>One submission that could not be copied at the last try, as a row of <c>bronze.failures</c>; the row goes when the copy succeeds, and when its source no longer lists the file.</summary>
/// <remarks>Notebook: 01-extract-to-bronze</remarks>
/// <param name="Name">The file's name.</param>
/// <param name="Url">Where it was to come from.</param>
/// <param name="Source">The address of the source that lists it, such as <c>folder:///corpus/</c> or a manifest's name.</param>
/// <param name="Rule">The name of one of the <see cref="BronzeRules"/>.</param>
/// <param name="Detail">What happened, in a sentence.</param>
/// <param name="Status">The last HTTP status, where there was an answer.</param>
/// <param name="Tries">How many requests were made.</param>
/// <param name="FailedAt">When the last try ended, in UTC.</param>
/// <param name="RunId">The run that tried.</param>
public sealed record BronzeFailure(
    string Name,
    string Url,
    string Source,
    string Rule,
    string Detail,
    int? Status,
    int Tries,
    DateTimeOffset FailedAt,
    string RunId);
