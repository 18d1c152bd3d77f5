namespace VoiceLake.Cli;

/// <summary>The command was not understood or cannot be done as given: exit code 2.</summary>
public sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
