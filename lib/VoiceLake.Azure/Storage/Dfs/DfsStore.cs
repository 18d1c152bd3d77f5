namespace VoiceLake.Azure.Storage.Dfs;

/// <summary>The parts of one store, each of one reason.</summary>
internal sealed record DfsStore
{
    public DfsStore(DfsService service)
    {
        Service = service;
        Containers = new DfsContainers(service);
        Reading = new DfsReading(service);
        Listing = new DfsListing(service);
        Work = new DfsWork(service, Listing);
        Publishing = new DfsPublishing(service, Reading);
        Writing = new DfsWriting(service, Containers, Reading, Publishing, Work);
        Deleting = new DfsDeleting(service);
        AccessControl = new DfsAccessControl(service);
    }

    public DfsService Service { get; }

    public DfsContainers Containers { get; }

    public DfsReading Reading { get; }

    public DfsListing Listing { get; }

    public DfsWork Work { get; }

    public DfsPublishing Publishing { get; }

    public DfsWriting Writing { get; }

    public DfsDeleting Deleting { get; }

    public DfsAccessControl AccessControl { get; }
}
