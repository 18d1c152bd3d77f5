namespace VoiceLake.Azure.DataFactory;

/// <summary>Where a factory stands: in Azure, or served on this machine behind the same REST API.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
/// <param name="Endpoint">Azure's Resource Manager, or the address of a served factory; always over HTTPS.</param>
/// <param name="Subscription">The subscription's id; a served factory takes any name.</param>
/// <param name="ResourceGroup">The resource group.</param>
/// <param name="Factory">The factory.</param>
public sealed record FactoryAddress(Uri Endpoint, string Subscription, string ResourceGroup, string Factory)
{
    private static readonly Uri ResourceManager = new("https://management.azure.com/");

    /// <summary>A factory in Azure's public cloud.</summary>
    public static FactoryAddress InAzure(string subscription, string resourceGroup, string factory) => new(ResourceManager, subscription, resourceGroup, factory);

    /// <summary>The factory's id, below the endpoint.</summary>
    public string Id =>
        $"/subscriptions/{Uri.EscapeDataString(Subscription)}/resourceGroups/{Uri.EscapeDataString(ResourceGroup)}/providers/Microsoft.DataFactory/factories/{Uri.EscapeDataString(Factory)}";
}
