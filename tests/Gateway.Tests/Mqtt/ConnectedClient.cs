using Gateway.Mqtt.Client;

namespace Gateway.Tests.Mqtt;

/// <summary>A client and the server's end of its connection: what the tests of a running client begin with.</summary>
public abstract class ConnectedClient : IAsyncLifetime, IDisposable
{
    private protected MqttServerEmulator Emulator { get; } = new();

    private protected MqttClient Client { get; private set; } = null!;

    private protected ServerConnection Server { get; private set; } = null!;

    private protected virtual MqttClientOptions Options => Emulator.Options;

    public async Task InitializeAsync() => (Client, Server) = await Emulator.ConnectAsync(Options);

    public async Task DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }

    public void Dispose()
    {
        Emulator.Dispose();
        GC.SuppressFinalize(this);
    }
}
