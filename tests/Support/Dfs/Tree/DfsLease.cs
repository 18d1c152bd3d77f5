namespace VoiceLake.Tests.Support.Dfs.Tree;

/// <summary>The lease of a file or directory: available, leased, expired, breaking or broken.</summary>
internal sealed class DfsLease
{
    private string? _id;
    private DateTimeOffset _end = DateTimeOffset.MaxValue;
    private bool _broken;
    private TimeSpan _duration;

    public string State(DateTimeOffset now) =>
        _id is null ? "available"
        : _broken ? now < _end ? "breaking" : "broken"
        : now < _end ? "leased" : "expired";

    public string Status(DateTimeOffset now) => IsActive(now) ? "locked" : "unlocked";

    public bool IsInfinite => _end == DateTimeOffset.MaxValue;

    /// <summary>Checks the lease id of a request that writes.</summary>
    public void RequireFor(string? given, DateTimeOffset now)
    {
        if (given is null)
        {
            if (IsActive(now))
            {
                throw DfsError.LeaseIdMissing;
            }

            return;
        }

        if (_id is null)
        {
            throw DfsError.LeaseNotPresent;
        }

        if (!IsActive(now))
        {
            throw DfsError.LeaseLost;
        }

        if (!Same(given))
        {
            throw DfsError.LeaseIdMismatch;
        }
    }

    public string Acquire(string? proposed, int seconds, DateTimeOffset now)
    {
        var id = proposed is null ? Guid.NewGuid().ToString() : Guid.TryParse(proposed, out _) ? proposed : throw DfsError.InvalidHeader("x-ms-proposed-lease-id");
        if (IsActive(now) && (_broken || !Same(id)))
        {
            throw _broken ? DfsError.Conflict("LeaseIsBreakingAndCannotBeAcquired", "The lease ID matched, but the lease is currently in breaking state and cannot be acquired until it is broken.")
                : DfsError.Conflict("LeaseAlreadyPresent", "There is already a lease present.");
        }

        _duration = seconds == -1 ? Timeout.InfiniteTimeSpan : seconds is >= 15 and <= 60 ? TimeSpan.FromSeconds(seconds) : throw DfsError.InvalidHeader("x-ms-lease-duration");
        (_id, _broken) = (id, false);
        Extend(now);
        return id;
    }

    public string Renew(string? id, DateTimeOffset now)
    {
        RequireHolder(id);
        if (_broken)
        {
            throw DfsError.Conflict("LeaseIsBrokenAndCannotBeRenewed", "The lease ID matched, but the lease has been broken explicitly and cannot be renewed.");
        }

        // One that has expired is renewed all the same, as long as nobody else has taken it.
        Extend(now);
        return _id!;
    }

    public string Change(string? id, string? proposed, DateTimeOffset now)
    {
        if (!Guid.TryParse(proposed, out _))
        {
            throw DfsError.MissingHeader("x-ms-proposed-lease-id");
        }

        if (!Same(proposed))
        {
            RequireHolder(id);
        }

        return !IsActive(now) ? throw NotPresent : _id = proposed;
    }

    public void Release(string? id)
    {
        RequireHolder(id);
        Drop();
    }

    /// <summary>Breaks the lease; returns how many seconds are left until another can be acquired.</summary>
    public int Break(int? seconds, DateTimeOffset now)
    {
        if (_id is null)
        {
            throw NotPresent;
        }

        var left = !IsActive(now) ? TimeSpan.Zero : IsInfinite ? TimeSpan.Zero : _end - now;
        var wanted = seconds is { } given ? TimeSpan.FromSeconds(given) : left;
        (_broken, _end) = (true, now + (IsInfinite || wanted < left ? wanted : left));
        return (int)Math.Ceiling((_end - now).TotalSeconds);
    }

    public void Drop() => (_id, _broken, _end) = (null, false, DateTimeOffset.MaxValue);

    private static DfsError NotPresent => DfsError.Conflict("LeaseNotPresentWithLeaseOperation", "There is currently no lease on the resource.");

    private bool IsActive(DateTimeOffset now) => _id is not null && now < _end;

    private bool Same(string? id) => string.Equals(_id, id, StringComparison.OrdinalIgnoreCase);

    private void Extend(DateTimeOffset now) => _end = _duration == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : now + _duration;

    private void RequireHolder(string? id)
    {
        if (id is null)
        {
            throw DfsError.MissingHeader("x-ms-lease-id");
        }

        if (_id is null)
        {
            throw NotPresent;
        }

        if (!Same(id))
        {
            throw DfsError.Conflict("LeaseIdMismatchWithLeaseOperation", "The lease ID specified did not match the lease ID for the resource with the specified lease operation.");
        }
    }
}
