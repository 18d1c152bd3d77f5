namespace VoiceLake.Bronze;

/// <summary>A source that cannot be listed: the message names the source, the place and the remedy.</summary>
public sealed class SubmissionSourceException(string message, Exception? inner = null) : IOException(message, inner);
