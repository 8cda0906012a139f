using System.Text;
using Firmware.Core.Ports;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;

namespace Firmware.VirtualDevice.Hub;

/// <summary>
/// The requests' half of one connection: direct methods, answered at once, and cloud-to-device messages, whose PUBACK completes
/// them (QoS 1). Received by one thread.
/// </summary>
/// <param name="client">The connection.</param>
/// <param name="deviceId">The device identity.</param>
/// <param name="handler">Who answers.</param>
internal sealed class RequestConversation(MqttClient client, string deviceId, IRequestHandler handler)
{
    /// <summary>Subscribes; the session is a clean one, so every connection does.</summary>
    public async Task SubscribeAsync(CancellationToken stop)
    {
        await client.SubscribeAsync(RequestTopics.Methods, MqttQos.AtMostOnce, stop);
        await client.SubscribeAsync(RequestTopics.Messages(deviceId), MqttQos.AtLeastOnce, stop);
    }

    /// <summary>Takes a message that may be a request.</summary>
    /// <exception cref="MqttConnectionClosedException">The connection ended before the answer was out.</exception>
    public async Task ReceiveAsync(MqttMessage message)
    {
        if (RequestTopics.TryParseCall(message.Topic, out var method, out var requestId))
        {
            var answer = handler.Invoke(method, Encoding.UTF8.GetString(message.Payload.Span));
            await client.PublishAsync(
                RequestTopics.Answer(answer.Status, requestId), Encoding.UTF8.GetBytes(answer.Body), MqttQos.AtMostOnce);
        }
        else if (RequestTopics.PropertiesOf(message.Topic, deviceId) is { } properties)
        {
            handler.Receive(properties, Encoding.UTF8.GetString(message.Payload.Span));
        }
    }
}
