namespace VoiceLake.Notebooks.Running;

/// <summary>A run cannot begin as it was asked for: a path, a parameter or an option is wrong; the message names every mistake.</summary>
public sealed class RunRequestException(string message, Exception? inner = null) : Exception(message, inner);
