namespace VoiceLake.DataFactory.Running.Activities;

/// <summary>A property that this runner honours.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Only">The one value that is taken, as text; null for any.</param>
/// <param name="Note">What a reader should know of it; empty where it does what Data Factory's documentation says.</param>
internal sealed record SupportedProperty(string Name, string? Only = null, string Note = "");
