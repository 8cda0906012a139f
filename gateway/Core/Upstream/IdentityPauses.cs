using Gateway.Core.StoreAndForward;

namespace Gateway.Core.Upstream;

/// <summary>
/// The identities that are left alone for a while, because the parent refused them or closed on them, and when that is their own
/// trouble: only while the parent acknowledges others. Not thread-safe.
/// </summary>
internal sealed class IdentityPauses(UpstreamLimits limits)
{
    private readonly Dictionary<string, Pause> _pauses = new(StringComparer.Ordinal);
    private DateTimeOffset? _provenAt;

    /// <summary>Whether any identity is known to be in trouble.</summary>
    public bool IsEmpty => _pauses.Count == 0;

    /// <summary>The parent acknowledged a message of an identity.</summary>
    public void Succeed(string clientId, long offset, DateTimeOffset now)
    {
        _provenAt = now;
        // One that closes at a certain message goes on doing so, however many others it takes.
        if (_pauses.GetValueOrDefault(clientId) is { } pause && (pause.Offset ?? offset) == offset) _pauses.Remove(clientId);
    }

    /// <summary>The parent refused an identity.</summary>
    public void Refuse(string clientId, string reason, DateTimeOffset now) =>
        _pauses[clientId] = new Pause(now + limits.RefusalPause, reason, null, 0, now);

    /// <summary>The parent closed on an identity that sent this message first.</summary>
    public void Stall(string clientId, StoredMessage message, DateTimeOffset now)
    {
        var (stalls, since) = (1, now);
        if (_pauses.GetValueOrDefault(clientId) is { } before && before.Offset == message.Offset)
            (stalls, since) = (before.Stalls + 1, before.Since);
        _pauses[clientId] = new Pause(now + limits.StallPause, "", message.Offset, stalls, since);
    }

    /// <summary>Whether an identity is left alone now.</summary>
    public bool IsPaused(string clientId, DateTimeOffset now) => _pauses.GetValueOrDefault(clientId) is { } pause && now < pause.Until;

    /// <summary>Whether the parent acknowledged something lately.</summary>
    public bool IsProven(DateTimeOffset now) => _provenAt is { } at && now - at < limits.ProofAge;

    /// <summary>Why a message is to be given up, or null where it is to be sent (again).</summary>
    public string? GiveUpReason(string clientId, long offset, DateTimeOffset now)
    {
        if (!IsProven(now) || _pauses.GetValueOrDefault(clientId) is not { } pause) return null;
        if (pause.Offset is null) return now < pause.Until ? pause.Reason : null;
        return pause.Offset == offset && pause.Stalls >= limits.StallsMax && _provenAt > pause.Since
            ? $"the parent closed the connection {pause.Stalls} times at this message"
            : null;
    }

    private sealed record Pause(DateTimeOffset Until, string Reason, long? Offset, int Stalls, DateTimeOffset Since);
}
