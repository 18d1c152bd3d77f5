namespace VoiceLake.Tests.Support.Dfs;

/// <summary>How the server behaves where the service leaves it open.</summary>
internal sealed record DfsServerOptions
{
    /// <summary>Default: over HTTP, where tokens are refused.</summary>
    public bool Https { get; init; }

    /// <summary>The storage account's name.</summary>
    public string Account { get; init; } = "voicelaketest";

    /// <summary>Whether the account has folders and atomic renames, as it says in its headers.</summary>
    public bool HierarchicalNamespace { get; init; } = true;

    /// <summary>The most paths that one page of a listing has, whatever is asked for.</summary>
    public int ListPageSize { get; init; } = 5_000;

    /// <summary>How many paths one recursive delete removes before it asks to be called again.</summary>
    public int DeletePageSize { get; init; } = int.MaxValue;

    /// <summary>The clock of leases and times.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
