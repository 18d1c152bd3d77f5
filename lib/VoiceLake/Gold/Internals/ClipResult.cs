using VoiceLake.Features;

namespace VoiceLake.Gold.Internals;

/// <summary>The windows of one clip, beside what its rows repeat.</summary>
internal sealed record ClipResult(ClipRow Clip, IReadOnlyList<ClipWindow> Windows);
