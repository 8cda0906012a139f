using System.Buffers;
using Gateway.Core.IotHub;
using Gateway.Core.Registry;
using Gateway.Core.StoreAndForward;
using Gateway.Mqtt.Packets;

namespace Gateway.Core.Sessions;

/// <summary>
/// The way of one connection's telemetry into the store. A device says the same topic again and again, and messages that are committed
/// together share one task: both are worked out once. Used by one reader at a time; not thread-safe.
/// </summary>
internal sealed class TelemetryIntake(DeviceIdentity identity, IMessageLane lane, TimeProvider clock)
{
    private (string Text, PropertyBag Bag) _bag = ("", PropertyBag.Empty);
    private Task<AppendResult>? _append;
    private Task<Receipt>? _receipt;

    /// <summary>Stamps and appends one message.</summary>
    /// <returns>Completes when there was room for it; the task inside completes when it is durable.</returns>
    public ValueTask<Task<Receipt>> TakeAsync(HubTopic.Telemetry topic, PublishPacket publish, CancellationToken cancellation)
    {
        if (topic.Bag != _bag.Text) _bag = (topic.Bag, PropertyBag.Decode(topic.Bag));
        var message = TelemetryStamp.Stamp(identity, _bag.Bag, publish.Retain, publish.Payload.ToArray(), clock.GetUtcNow());
        var append = lane.AppendAsync(message, cancellation);
        return append.IsCompletedSuccessfully ? new(ReceiptOf(append.Result)) : WaitAsync(append);
    }

    private async ValueTask<Task<Receipt>> WaitAsync(ValueTask<Task<AppendResult>> append) => ReceiptOf(await append);

    private Task<Receipt> ReceiptOf(Task<AppendResult> append)
    {
        if (append != _append || _receipt is null) (_append, _receipt) = (append, StoredAsync(append));
        return _receipt;
    }

    private static async Task<Receipt> StoredAsync(Task<AppendResult> append) => new(await append != AppendResult.Refused);
}
