using System.Net.Http.Headers;
using System.Text;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Running.Activities;

namespace VoiceLake.DataFactory.Running.Stores;

/// <summary>Reads where on a web server a dataset's file lies: the linked service's address, and the dataset's below it.</summary>
internal static class HttpLocation
{
    public static HttpPlace Read(LinkedService service, ActivityProperties properties, ActivityProperties location)
    {
        var text = Join(properties.RequiredText("url"), location.Text("relativeUrl") ?? "");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new WorkException(WorkException.Invalid, $"{location.Place}: url and relativeUrl together are '{text}', which is no address of http or https: correct the url of linked service '{service.Name}', or the relativeUrl.");
        }

        return new HttpPlace(service.Name, service.Type, address, Authorize(properties), properties.Flag("enableServerCertificateValidation", otherwise: true));
    }

    public static AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    private static AuthenticationHeaderValue? Authorize(ActivityProperties properties) => properties.Text("authenticationType") switch
    {
        null or "Anonymous" => null,
        "Basic" => Basic(properties.RequiredText("userName"), properties.Secret("password") ?? throw properties.Missing("password")),
        var other => throw properties.Unsupported("authenticationType", other, "use Anonymous or Basic"),
    };

    // Data Factory puts one behind the other; the slash between them is forgiven where it is missing or doubled.
    private static string Join(string url, string relative) => (url, relative) switch
    {
        (_, "") => url,
        ([.., '/'], ['/', .. var rest]) => url + rest,
        ([.., '/'], _) or (_, ['/' or '?', ..]) => url + relative,
        _ => $"{url}/{relative}",
    };
}
