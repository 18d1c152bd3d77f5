using VoiceLake.Quality;

namespace VoiceLake.Silver.Casting;

/// <summary>What is to be said of an archive's name: on its own, beside other archives, and beside its README.</summary>
internal static class NameFindings
{
    public static IEnumerable<QualityFinding> Of(SubmissionName name, string archive, SubmissionMetadata metadata)
    {
        if (name.SharesNameWith is { } namesake)
        {
            yield return new QualityFinding(QualityRules.DuplicateSubmission, "archive", $"'{namesake}' has the same name.");
        }

        if (name.SharesContentWith is { } twin)
        {
            yield return new QualityFinding(QualityRules.DuplicateArchive, "archive", $"'{twin}' has the same bytes.");
        }

        if (name.SharesSpellingWith is { } alike)
        {
            yield return new QualityFinding(QualityRules.SpeakerSpelling, "field", $"'{alike}' writes '{SubmissionName.Parse(alike).User}', this one '{name.User}'.", RawText: archive);
        }

        if (metadata.Texts.GetValueOrDefault("user") is { } user && name.DateText is not null && !IsSame(user, name))
        {
            yield return new QualityFinding(QualityRules.UserDiffers, "field", $"user: the archive says '{name.User}', its README '{user}'.", RawText: metadata.Raw["user"]);
        }

        if (name.Irregularity is { } irregularity)
        {
            yield return new QualityFinding(QualityRules.IrregularName, "field", irregularity, RawText: archive);
        }

        if (name.DateDoubt is { } doubt)
        {
            yield return new QualityFinding(QualityRules.DateUncertain, "field", doubt, RawText: archive);
        }
    }

    private static bool IsSame(string user, SubmissionName name) =>
        string.Equals(user, name.User, StringComparison.OrdinalIgnoreCase) || (name.IsAnonymous && CastingTable.Default.Find("anonymous", user) is not null);
}
