using System.Runtime.CompilerServices;

namespace VoiceLake.Quality;

/// <summary>Assertions for the end of a notebook: what it promised, or a run that fails.</summary>
/// <remarks>Notebook: 00-setup</remarks>
public static class Check
{
    /// <summary>Fails where <paramref name="condition"/> is false.</summary>
    /// <param name="condition">What was promised.</param>
    /// <param name="promise">The promise in words, for the message.</param>
    /// <param name="expression">The condition's source text, given by the compiler.</param>
    /// <exception cref="CheckFailedException">The condition is false.</exception>
    public static void That(bool condition, string promise, [CallerArgumentExpression(nameof(condition))] string expression = "")
    {
        if (!condition)
        {
            throw new CheckFailedException($"Not so: {promise} ({expression}).");
        }
    }
}

/// <summary>A notebook's promise that did not hold.</summary>
public sealed class CheckFailedException(string message) : Exception(message);
