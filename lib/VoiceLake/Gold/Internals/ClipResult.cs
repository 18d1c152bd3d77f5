using VoiceLake.Features;

namespace VoiceLake.Gold.Internals;

/// <summary>The windows of one clip, beside what its rows repeat.</summary>
internal sealed record ClipResult(string Clip, string Speaker, string Gender, string Sha256, IReadOnlyList<ClipWindow> Windows);
