using System.Text;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;

namespace Gateway.Tests.Running;

/// <summary>What tests say to a client in one line.</summary>
internal static class MqttClientExtensions
{
    public static async Task<MqttMessage> NextAsync(this MqttClient client) =>
        await client.Messages.ReadAsync().AsTask().WaitAsync(RunningGateway.Patience);

    public static Task SendTelemetryAsync(this MqttClient client, string deviceId, string body, string? messageId = null)
    {
        var bag = messageId is null ? "" : "%24.mid=" + messageId;
        var sent = client.PublishAsync($"devices/{deviceId}/messages/events/{bag}", Encoding.UTF8.GetBytes(body), MqttQos.AtLeastOnce);
        return sent.WaitAsync(RunningGateway.Patience);
    }

    /// <summary>Waits until the server has closed the connection.</summary>
    public static async Task ShouldBeClosedAsync(this MqttClient client) =>
        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => client.Completion.WaitAsync(RunningGateway.Patience));

    public static string Text(this MqttMessage message) => Encoding.UTF8.GetString(message.Payload.Span);
}
