using Gateway.Core.IotHub;
using Gateway.Core.Registry;
using Gateway.Core.Sessions;
using Gateway.Core.StoreAndForward;

namespace Gateway.Core.Service;

/// <summary>Takes telemetry that comes in one request instead of over a connection. Thread-safe.</summary>
/// <remarks>Source: Microsoft, "IoT Hub REST, Device - Send Device Event".</remarks>
public sealed class DeviceEventRequests(HubPorts hub)
{
    /// <summary>Stores messages in their order, all of them or, where one breaks a limit, none.</summary>
    /// <param name="device">The authenticated sender.</param>
    /// <param name="messages">At least one.</param>
    /// <param name="cancellation">Ends the wait for room in the store's queue.</param>
    /// <returns>
    /// 204 once all are durable; 413 for what is too large; 503 where the store took only the first of them, so that the sender sends
    /// again: what has a message id is then known.
    /// </returns>
    public async Task<ServiceAnswer> SendAsync(
        DeviceIdentity device, IReadOnlyList<HttpTelemetry> messages, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(messages);
        var total = messages.Sum(message => (long)message.Body.Length);
        if (total > TelemetryStamp.MessageBytesMax)
            return new ServiceAnswer.Refused(
                ServiceError.MessageTooLarge, $"{total} bytes in one request; the limit is {TelemetryStamp.MessageBytesMax}");
        try
        {
            var now = hub.Clock.GetUtcNow();
            Message[] stamped = [.. messages.Select(message => TelemetryStamp.Stamp(device, message.Bag, false, message.Body, now))];
            return await StoreAsync(stamped, cancellation)
                ? new ServiceAnswer.Done(204)
                : new ServiceAnswer.Refused(ServiceError.ServiceUnavailable, "the store is full; try again later");
        }
        catch (HubViolationException e)
        {
            return new ServiceAnswer.Refused(ServiceError.MessageTooLarge, e.Message);
        }
    }

    private async Task<bool> StoreAsync(Message[] messages, CancellationToken cancellation)
    {
        var lane = hub.OpenLane();
        var appended = new List<Task<AppendResult>>(messages.Length);
        foreach (var message in messages) appended.Add(await lane.AppendAsync(message, cancellation));
        var results = await Task.WhenAll(appended);
        return !results.Contains(AppendResult.Refused);
    }
}
