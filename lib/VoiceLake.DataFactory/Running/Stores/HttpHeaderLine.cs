using VoiceLake.DataFactory.Running.Activities;

namespace VoiceLake.DataFactory.Running.Stores;

/// <summary>Puts a header that a factory names into a request.</summary>
internal static class HttpHeaderLine
{
    /// <summary>Adds <c>Name: value</c>.</summary>
    public static void Add(HttpRequestMessage request, string line, ActivityProperties place)
    {
        if (line.IndexOf(':') is not (> 0 and var colon))
        {
            throw new WorkException(WorkException.Invalid, $"{place.Place}: '{line}' is no header: write Name: value, one a line.");
        }

        Add(request, line[..colon].Trim(), line[(colon + 1)..].Trim(), place);
    }

    /// <summary>Adds a header, to the body where it describes the body.</summary>
    public static void Add(HttpRequestMessage request, string name, string value, ActivityProperties place)
    {
        if (request.Headers.TryAddWithoutValidation(name, value))
        {
            return;
        }

        request.Content?.Headers.Remove(name);
        if (request.Content?.Headers.TryAddWithoutValidation(name, value) == true)
        {
            return;
        }

        throw new WorkException(WorkException.Invalid, request.Content is null
            ? $"{place.Place}: header '{name}' describes a body and there is none, or is no header's name: leave it out."
            : $"{place.Place}: '{name}' is no header's name: correct it.");
    }
}
