using System.Text;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;
using Support;
using static Gateway.Tests.Mqtt.MqttServerEmulator;

namespace Gateway.Tests.Mqtt;

/// <summary>Our client against a server, and beside clients, that none of us wrote.</summary>
public sealed class MosquittoInteropTests
{
    [ExternalFact("mosquitto", "mosquitto")]
    public async Task Messages_of_both_qos_come_back_in_order_from_mosquitto()
    {
        await using var mosquitto = await Mosquitto.StartAsync();
        await using var client = await MqttClient.ConnectAsync(mosquitto.Options);
        Assert.Equal(MqttQos.AtLeastOnce, await client.SubscribeAsync("rooms/+/temperature", MqttQos.AtLeastOnce).WaitAsync(Patience));

        var publishing = Enumerable.Range(0, 200)
            .Select(number => client.PublishAsync("rooms/kitchen/temperature", Payload(number)))
            .ToArray();
        for (var number = 0; number < publishing.Length; number++)
            Assert.Equal(Payload(number), (await client.Messages.ReadAsync().AsTask().WaitAsync(Patience)).Payload.ToArray());
        await Task.WhenAll(publishing).WaitAsync(Patience);

        await client.PublishAsync("rooms/offices/temperature", new byte[200_000], MqttQos.AtMostOnce).WaitAsync(Patience);
        var large = await client.Messages.ReadAsync().AsTask().WaitAsync(Patience);
        Assert.Equal((200_000, MqttQos.AtMostOnce), (large.Payload.Length, large.Qos));

        await client.UnsubscribeAsync("rooms/+/temperature").WaitAsync(Patience);
        await client.DisconnectAsync().WaitAsync(Patience);
        await client.Completion.WaitAsync(Patience);
    }

    [ExternalFact("mosquitto", "mosquitto")]
    public async Task Session_kept_by_mosquitto_delivers_what_came_meanwhile()
    {
        await using var mosquitto = await Mosquitto.StartAsync();
        var options = mosquitto.Options with { CleanSession = false };
        await using (var first = await MqttClient.ConnectAsync(options))
        {
            Assert.False(first.SessionPresent);
            await first.SubscribeAsync("a/#", MqttQos.AtLeastOnce).WaitAsync(Patience);
            await first.DisconnectAsync().WaitAsync(Patience);
        }
        await using (var other = await MqttClient.ConnectAsync(mosquitto.Options with { ClientId = "other" }))
            await other.PublishAsync("a/b", Payload(1)).WaitAsync(Patience);

        await using var again = await MqttClient.ConnectAsync(options);
        Assert.True(again.SessionPresent);
        Assert.Equal("a/b", (await again.Messages.ReadAsync().AsTask().WaitAsync(Patience)).Topic);
    }

    [ExternalFact("mosquitto", "mosquitto")]
    public async Task Will_is_published_by_mosquitto_unless_we_said_good_bye()
    {
        await using var mosquitto = await Mosquitto.StartAsync();
        await using var watcher = await MqttClient.ConnectAsync(mosquitto.Options with { ClientId = "watcher" });
        await watcher.SubscribeAsync("wills/#", MqttQos.AtLeastOnce).WaitAsync(Patience);
        await using (var polite = await MqttClient.ConnectAsync(WithWill(mosquitto, "polite")))
            await polite.DisconnectAsync().WaitAsync(Patience);
        await using (await MqttClient.ConnectAsync(WithWill(mosquitto, "rude")))
        {
        }
        Assert.Equal("wills/rude", (await watcher.Messages.ReadAsync().AsTask().WaitAsync(Patience)).Topic);
    }

    [ExternalFact("mosquitto_sub", "mosquitto-clients")]
    public async Task Mosquitto_sub_reads_what_we_publish()
    {
        await using var mosquitto = await Mosquitto.StartAsync();
        using var subscriber = mosquitto.StartClient("mosquitto_sub", "-t", "a/#", "-q", "1", "-C", "1", "-F", "%t %q %p");
        Assert.True(await mosquitto.HasLoggedAsync("Sending SUBACK"));
        await using var client = await MqttClient.ConnectAsync(mosquitto.Options);
        await client.PublishAsync("a/ü", "21.45"u8.ToArray()).WaitAsync(Patience);
        Assert.Equal("a/ü 1 21.45", await subscriber.StandardOutput.ReadLineAsync().WaitAsync(Patience));
        await subscriber.WaitForExitAsync().WaitAsync(Patience);
    }

    [ExternalFact("mosquitto_pub", "mosquitto-clients")]
    public async Task We_read_what_mosquitto_pub_publishes()
    {
        await using var mosquitto = await Mosquitto.StartAsync();
        await using var client = await MqttClient.ConnectAsync(mosquitto.Options);
        await client.SubscribeAsync("#", MqttQos.AtLeastOnce).WaitAsync(Patience);
        using var publisher = mosquitto.StartClient("mosquitto_pub", "-t", "a/ü", "-q", "1", "-m", "21.45");
        var message = await client.Messages.ReadAsync().AsTask().WaitAsync(Patience);
        Assert.Equal(("a/ü", "21.45", MqttQos.AtLeastOnce), (message.Topic, Encoding.UTF8.GetString(message.Payload.Span), message.Qos));
        await publisher.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, publisher.ExitCode);
    }

    [ExternalFact("mosquitto", "mosquitto")]
    public async Task Take_over_at_mosquitto_ends_the_older_connection()
    {
        await using var mosquitto = await Mosquitto.StartAsync();
        await using var older = await MqttClient.ConnectAsync(mosquitto.Options);
        await using var newer = await MqttClient.ConnectAsync(mosquitto.Options);
        await Assert.ThrowsAsync<MqttConnectionClosedException>(() => older.Completion.WaitAsync(Patience));
        await newer.PublishAsync("a", default).WaitAsync(Patience);
    }

    private static MqttClientOptions WithWill(Mosquitto mosquitto, string clientId) =>
        mosquitto.Options with { ClientId = clientId, Will = new MqttWill($"wills/{clientId}", "gone"u8.ToArray(), MqttQos.AtLeastOnce) };

    private static byte[] Payload(int number) => BitConverter.GetBytes(number);
}
