using Microsoft.Extensions.Logging;

namespace Gateway.Host;

/// <summary>Every text that the gateway logs. None holds a secret.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Information, "Serving devices on port {Port} as '{HostName}', id scope {IdScope}")]
    public static partial void Serving(this ILogger log, int port, string hostName, string idScope);

    [LoggerMessage(2, LogLevel.Information, "{Client} connected, its token expires at {ExpiresAt:u}")]
    public static partial void Connected(this ILogger log, string client, DateTimeOffset expiresAt);

    [LoggerMessage(3, LogLevel.Information, "{Client} disconnected: {Reason}")]
    public static partial void Disconnected(this ILogger log, string client, string reason);

    [LoggerMessage(4, LogLevel.Warning, "Refused {Client} as user '{User}': {Reason}")]
    public static partial void ConnectRefused(this ILogger log, string client, string? user, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Closed {Client}: {Reason}")]
    public static partial void Violation(this ILogger log, string client, string reason);

    [LoggerMessage(7, LogLevel.Critical, "The store cannot be written, devices are told to come back; {Writes} writes are not acknowledged")]
    public static partial void StoreFails(this ILogger log, int writes, Exception cause);

    [LoggerMessage(8, LogLevel.Debug, "The store had rolled back by itself")]
    public static partial void StoreRolledBackItself(this ILogger log, Exception cause);

    [LoggerMessage(9, LogLevel.Critical, "The store's writer ended on a fault of the program")]
    public static partial void StoreWriterEnded(this ILogger log, Exception cause);

    [LoggerMessage(
        10,
        LogLevel.Warning,
        "Partition {Partition}: a batch of {Messages} from offset {Offset} was not accepted and goes again: {Reason}")]
    public static partial void BatchNotAccepted(this ILogger log, int partition, int messages, long offset, string reason);

    [LoggerMessage(11, LogLevel.Error, "Partition {Partition}: the checkpoint {Offset} was not kept")]
    public static partial void CheckpointNotKept(this ILogger log, int partition, long offset, Exception cause);

    [LoggerMessage(12, LogLevel.Critical, "A consumer of the events endpoint ended on a fault")]
    public static partial void ConsumerEnded(this ILogger log, Exception cause);

    [LoggerMessage(13, LogLevel.Critical, "The connection of {Client} ended on a fault of the program")]
    public static partial void ConnectionFaulted(this ILogger log, string client, Exception cause);

    [LoggerMessage(14, LogLevel.Error, "Partition {Partition} was not read and is read again")]
    public static partial void PartitionNotRead(this ILogger log, int partition, Exception cause);

    [LoggerMessage(15, LogLevel.Error, "What waits for {Client} was not read from the store")]
    public static partial void PushesNotRead(this ILogger log, string client, Exception cause);

    [LoggerMessage(16, LogLevel.Error, "The will of {Client} was not stored: {Reason}")]
    public static partial void WillNotStored(this ILogger log, string client, string reason);

    [LoggerMessage(20, LogLevel.Information, "Serving HTTPS on port {Port}")]
    public static partial void ServingHttps(this ILogger log, int port);

    [LoggerMessage(21, LogLevel.Warning, "Refused {Method} {Path}, tracking id {TrackingId}: {Reason}")]
    public static partial void HttpRefused(this ILogger log, string method, string? path, string trackingId, string reason);

    [LoggerMessage(22, LogLevel.Error, "{Method} {Path}, tracking id {TrackingId}, failed")]
    public static partial void HttpFailed(this ILogger log, string method, string? path, string trackingId, Exception cause);

    [LoggerMessage(30, LogLevel.Error, "Messages that are too old were not dropped; it is tried again in a minute")]
    public static partial void SweepFailed(this ILogger log, Exception cause);

    [LoggerMessage(31, LogLevel.Debug, "The store still cannot be written ({Reason}); {Writes} writes are not acknowledged")]
    public static partial void StoreStillFails(this ILogger log, int writes, string reason);

    [LoggerMessage(32, LogLevel.Warning, "The store can be written again; it could not because of: {Reason}")]
    public static partial void StoreRecovered(this ILogger log, string reason);

    [LoggerMessage(
        33, LogLevel.Critical, "{Path} was damaged ({Damage}): {Rows} rows were saved, the damaged file is kept as {Kept} to look into")]
    public static partial void StoreRepaired(this ILogger log, string path, string damage, long rows, string kept);

    [LoggerMessage(40, LogLevel.Warning, "{Parent} cannot be reached, messages wait: {Reason}")]
    public static partial void UpstreamUnreachable(this ILogger log, string parent, string reason);

    [LoggerMessage(41, LogLevel.Information, "{Parent} is reached again")]
    public static partial void UpstreamReached(this ILogger log, string parent);

    [LoggerMessage(42, LogLevel.Warning, "{Client} is refused upstream: {Reason}")]
    public static partial void UpstreamRefused(this ILogger log, string client, string reason);

    [LoggerMessage(43, LogLevel.Warning, "The parent closed the connection of {Client} at message '{MessageId}' and took nothing")]
    public static partial void UpstreamStalled(this ILogger log, string client, string? messageId);

    [LoggerMessage(44, LogLevel.Error, "Messages for the parent were not read and are read again")]
    public static partial void UpstreamNotRead(this ILogger log, Exception cause);

    [LoggerMessage(45, LogLevel.Critical, "The way upstream ended on a fault of the program")]
    public static partial void UpstreamEnded(this ILogger log, Exception cause);

    [LoggerMessage(46, LogLevel.Warning, "What the parent has for {Client} could not be relayed; its connection is made anew")]
    public static partial void RelayFailed(this ILogger log, string client, Exception cause);

    [LoggerMessage(47, LogLevel.Warning, "The parent sent {Client} something on an unknown topic: {Topic}")]
    public static partial void RelayIgnored(this ILogger log, string client, string topic);

    [LoggerMessage(48, LogLevel.Warning, "The parent answered {Client}'s twin request with {Status}: {Answer}")]
    public static partial void TwinRefusedUpstream(this ILogger log, string client, int status, string answer);
}
