using System.Net.Sockets;
using System.Text.RegularExpressions;
using Azure;
using Azure.Identity;

namespace VoiceLake.Azure.SignIn;

/// <summary>Why nobody got a token, and what to do. Of Entra ID's text only its code is passed on.</summary>
/// <param name="Problem">Such as <c>Microsoft Entra ID refused the credential (AADSTS7000222)</c>.</param>
/// <param name="Remedy">Whole sentences.</param>
internal sealed partial record SignInFailure(string Problem, string Remedy)
{
    /// <summary>Reads what a credential threw.</summary>
    public static SignInFailure Of(Exception error)
    {
        var all = Flatten(error).ToList();
        return all.Select(one => Code().Match(one.Message)).FirstOrDefault(match => match.Success) is { } code ? new SignInFailure($"Microsoft Entra ID refused the credential ({code.Value})", RemedyOf(code.Value))
            : error is CredentialUnavailableException ? new SignInFailure("nobody is signed in here", "Sign in ('az login'), or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.")
            : all.Exists(IsOfLine) ? new SignInFailure("Microsoft Entra ID does not answer", "Check the network, and that it lets this machine through to login.microsoftonline.com.")
            : new SignInFailure("Microsoft Entra ID gave no token for the credential", "Check AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET where they are set, else sign in again ('az login').");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Problem}. {Remedy}";

    private static string RemedyOf(string code) => code["AADSTS".Length..] switch
    {
        "7000215" => "AZURE_CLIENT_SECRET is not the application's secret: copy its value, not its id, or make a new one ('az ad app credential reset').",
        "7000222" => "The application's secret has expired: make a new one ('az ad app credential reset'), and set AZURE_CLIENT_SECRET.",
        "700016" => "The tenant has no application with this AZURE_CLIENT_ID: check it and AZURE_TENANT_ID.",
        "90002" or "900023" or "900021" => "There is no such tenant: check AZURE_TENANT_ID ('az account show --query tenantId').",
        "7000229" or "500011" => "The application has no service principal in the tenant: check AZURE_TENANT_ID, or make one ('az ad sp create --id CLIENT-ID').",
        "50076" or "50079" or "50173" or "70043" or "700082" or "50078" => "The sign-in holds no longer, or wants a second factor: sign in again ('az login').",
        _ => $"Check AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET where they are set, else sign in again ('az login'); https://login.microsoftonline.com/error?code={code["AADSTS".Length..]} explains the code.",
    };

    private static bool IsOfLine(Exception error) => error is HttpRequestException or SocketException or OperationCanceledException or RequestFailedException { Status: 0 };

    private static IEnumerable<Exception> Flatten(Exception error) =>
        error is AggregateException many ? many.InnerExceptions.SelectMany(Flatten).Prepend(error)
        : error.InnerException is { } inner ? Flatten(inner).Prepend(error)
        : [error];

    [GeneratedRegex("AADSTS[0-9]{4,9}")]
    private static partial Regex Code();
}
