using System.Net;

namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>Why a work cannot be done, in Data Factory's word for it where there is one; the activity's number is added around it.</summary>
/// <param name="error">A word such as <c>UserErrorFileNotFound</c>.</param>
/// <param name="message">What happened and what to do.</param>
/// <param name="inner">The cause.</param>
internal sealed class WorkException(string error, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>A property that is missing or of no use.</summary>
    public const string Invalid = "UserErrorInvalidProperty";

    /// <summary>Something that Data Factory can do and this runner cannot.</summary>
    public const string Unsupported = "UserErrorNotSupportedLocally";

    /// <summary>A resource that the factory lacks, or arguments that do not fit it.</summary>
    public const string Reference = "UserErrorInvalidReference";

    /// <summary>No file or folder at the place.</summary>
    public const string NotFound = "UserErrorFileNotFound";

    /// <summary>A file that is not of its format.</summary>
    public const string Format = "UserErrorInvalidFormat";

    public string Error { get; } = error;

    /// <summary>The status that a web server answered with; null where none did.</summary>
    public HttpStatusCode? Status { get; init; }
}
