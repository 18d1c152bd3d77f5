using System.Globalization;

namespace VoiceLake.Stages;

/// <summary>Names a run, so that every row can say which run wrote it.</summary>
/// <remarks>Notebook: 01-extract-to-bronze</remarks>
public static class RunId
{
    /// <summary>A new id: the UTC time to the second and eight random hexadecimal digits, such as <c>20261123T114019Z-5f3a9c01</c>.</summary>
    public static string New(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var stamp = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        return $"{stamp}-{Guid.NewGuid():N}"[..25];
    }
}
