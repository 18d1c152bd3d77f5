using VoiceLake.Features;

namespace VoiceLake.Gold.Internals;

/// <summary>The windows and the features of one clip.</summary>
internal sealed record ClipResult(ClipRow Clip, IReadOnlyList<ClipWindow> Windows, double[] Features);
