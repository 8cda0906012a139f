using Cloud.Core.Checkpoints;
using Cloud.Core.Events;
using Microsoft.Extensions.Logging;

namespace Cloud.Functions.Invocations;

/// <summary>Every line that the handler logs. A line about an event names its device, its sequence number and its enqueued time.</summary>
internal static partial class InvocationLog
{
    /// <summary>Tells of what a commit took in: each event at Debug, each dead letter at Warning, each alert change at Information.</summary>
    public static void Committed(this ILogger log, ProcessorOutput output)
    {
        foreach (var letter in output.DeadLetters)
            log.DeadLettered(letter.DeviceId, letter.SequenceNumber, letter.EnqueuedTime, letter.Partition, letter.Reason, letter.Detail);
        foreach (var alert in output.AlertChanges)
            log.AlertChanged(alert.Rule, alert.DeviceId, alert.State.ToString(), alert.OpenedAt, alert.Message);
        if (!log.IsEnabled(LogLevel.Debug)) return;
        foreach (var reading in output.Readings)
            log.Stored(reading.DeviceId, reading.SequenceNumber, reading.EnqueuedTime, reading.Partition, reading.EventTime);
    }

    [LoggerMessage(1, LogLevel.Debug, "event of device {DeviceId}, sequence {SequenceNumber}, enqueued {EnqueuedTime:O}, {Partition}: stored, event time {EventTime:O}")]
    private static partial void Stored(
        this ILogger log, string deviceId, long? sequenceNumber, DateTimeOffset enqueuedTime, string partition, DateTimeOffset eventTime);

    [LoggerMessage(2, LogLevel.Warning, "event of device {DeviceId}, sequence {SequenceNumber}, enqueued {EnqueuedTime:O}, {Partition}: dead letter, {Reason}: {Detail}")]
    private static partial void DeadLettered(
        this ILogger log, string? deviceId, long? sequenceNumber, DateTimeOffset enqueuedTime, string partition, RefusalReason reason, string detail);

    [LoggerMessage(3, LogLevel.Information, "alert {Rule} of device {DeviceId}: {State}, opened {OpenedAt:O}: {Message}")]
    private static partial void AlertChanged(
        this ILogger log, string rule, string deviceId, string state, DateTimeOffset openedAt, string message);

    [LoggerMessage(4, LogLevel.Error, "a request was no batch of the Functions host and is kept as a dead letter: {Problem}")]
    public static partial void NotABatch(this ILogger log, string problem);

    [LoggerMessage(5, LogLevel.Error, "batch of {Partition}, {Count} events from sequence {FirstSequenceNumber} enqueued {FirstEnqueuedTime:O}, was not stored; the host will send it again")]
    public static partial void BatchFailed(
        this ILogger log, Exception error, string partition, int count, long? firstSequenceNumber, DateTimeOffset? firstEnqueuedTime);

    [LoggerMessage(6, LogLevel.Error, "the windows of silent devices could not be advanced to {Now:O}; the next round tries again")]
    public static partial void AdvanceFailed(this ILogger log, Exception error, DateTimeOffset now);

    [LoggerMessage(7, LogLevel.Error, "a request that was no batch could not be kept; the host will send it again")]
    public static partial void RefusalFailed(this ILogger log, Exception error);
}
