namespace Gateway.Host;

/// <summary>What this gateway did since it started. Thread-safe; each property is exact, several of them are not one snapshot.</summary>
public sealed class GatewayCounters
{
    private long _turnedAway;
    private long _received, _stored, _duplicates, _forwarded, _forwardFailures, _refused, _connected, _connectsRefused, _violations;
    private long _deadLettered, _expired, _dropped, _sentUpstream, _upstreamFailures;
    private long _filed, _fileFailures;

    /// <summary>Telemetry messages that arrived, resends included.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Telemetry messages whose commit succeeded, each counted once.</summary>
    public long Stored => Interlocked.Read(ref _stored);

    /// <summary>Resends of a stored message: acknowledged, not stored again.</summary>
    public long Duplicates => Interlocked.Read(ref _duplicates);

    /// <summary>Messages in batches that the events endpoint accepted.</summary>
    public long Forwarded => Interlocked.Read(ref _forwarded);

    /// <summary>Messages in files of cold storage that are complete.</summary>
    public long Filed => Interlocked.Read(ref _filed);

    /// <summary>Failures to write a file of cold storage, or to read what goes into it; each is tried again.</summary>
    public long FileFailures => Interlocked.Read(ref _fileFailures);

    /// <summary>Attempts of a batch that were not accepted.</summary>
    public long ForwardFailures => Interlocked.Read(ref _forwardFailures);

    /// <summary>Telemetry messages that were not stored, so not acknowledged: the store was full or failed.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Messages that a consumer gave up; each is kept as a dead letter with the reason.</summary>
    public long DeadLettered => Interlocked.Read(ref _deadLettered);

    /// <summary>Messages that no longer wait for consumers because they were too old.</summary>
    public long Expired => Interlocked.Read(ref _expired);

    /// <summary>Messages that had to make room for newer ones before every consumer took them.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Messages that the hub or gateway upstream acknowledged.</summary>
    public long SentUpstream => Interlocked.Read(ref _sentUpstream);

    /// <summary>Connections upstream that failed or ended without taking anything.</summary>
    public long UpstreamFailures => Interlocked.Read(ref _upstreamFailures);

    /// <summary>Devices that are connected now, provisioning connections included.</summary>
    public long Connected => Interlocked.Read(ref _connected);

    /// <summary>Connections refused with a CONNACK other than 0.</summary>
    public long ConnectsRefused => Interlocked.Read(ref _connectsRefused);

    /// <summary>Connections closed before TLS, because their address has too many.</summary>
    public long TurnedAway => Interlocked.Read(ref _turnedAway);

    /// <summary>Connections closed because the peer broke MQTT's or the hub's rules.</summary>
    public long Violations => Interlocked.Read(ref _violations);

    internal void CountReceived() => Interlocked.Increment(ref _received);

    internal void CountStored(long messages) => Interlocked.Add(ref _stored, messages);

    internal void CountDuplicates(long messages) => Interlocked.Add(ref _duplicates, messages);

    internal void CountForwarded(long messages) => Interlocked.Add(ref _forwarded, messages);

    internal void CountFiled(long messages) => Interlocked.Add(ref _filed, messages);

    internal void CountFileFailure() => Interlocked.Increment(ref _fileFailures);

    internal void CountForwardFailure() => Interlocked.Increment(ref _forwardFailures);

    internal void CountRefused(long messages) => Interlocked.Add(ref _refused, messages);

    internal void CountDeadLettered(long messages) => Interlocked.Add(ref _deadLettered, messages);

    internal void CountExpired(long messages) => Interlocked.Add(ref _expired, messages);

    internal void CountDropped(long messages) => Interlocked.Add(ref _dropped, messages);

    internal void CountSentUpstream() => Interlocked.Increment(ref _sentUpstream);

    internal void CountUpstreamFailure() => Interlocked.Increment(ref _upstreamFailures);

    internal void CountConnected() => Interlocked.Increment(ref _connected);

    internal void CountDisconnected() => Interlocked.Decrement(ref _connected);

    internal void CountConnectRefused() => Interlocked.Increment(ref _connectsRefused);

    internal void CountTurnedAway() => Interlocked.Increment(ref _turnedAway);

    internal void CountViolation() => Interlocked.Increment(ref _violations);
}
