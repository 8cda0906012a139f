using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Gateway.Mqtt.Client;
using Support;

namespace Gateway.Tests.Mqtt;

/// <summary>Eclipse mosquitto, another's implementation of the protocol, as a child process on a free port of the loopback.</summary>
internal sealed class Mosquitto : IAsyncDisposable
{
    private const int StartsMax = 5;

    private readonly TemporaryDirectory _directory = new();
    private readonly Channel<string> _log = Channel.CreateUnbounded<string>();
    private readonly Process _process;
    private readonly Task _logging;

    private Mosquitto(int port)
    {
        Port = port;
        File.WriteAllText(_directory.File("mosquitto.conf"), $"listener {port} 127.0.0.1\nallow_anonymous true\n");
        _process = Start(Program("mosquitto"), "-c", _directory.File("mosquitto.conf"), "-v");
        _logging = ReadLogAsync();
    }

    public int Port { get; }

    public MqttClientOptions Options => new() { Host = "127.0.0.1", Port = Port, ClientId = "ours" };

    /// <summary>Starts it and waits until it listens. Another process may take the free port first: then with another one.</summary>
    public static async Task<Mosquitto> StartAsync()
    {
        for (var start = 1; ; start++)
        {
            var mosquitto = new Mosquitto(FreePort());
            if (await mosquitto.HasLoggedAsync("running")) return mosquitto;
            await mosquitto.DisposeAsync();
            if (start == StartsMax) throw new InvalidOperationException($"mosquitto did not start on any of {StartsMax} ports");
        }
    }

    /// <summary>Starts one of its command-line clients against it.</summary>
    public Process StartClient(string program, params string[] arguments) =>
        Start(Program(program), ["-h", "127.0.0.1", "-p", $"{Port}", "-V", "mqttv311", .. arguments]);

    /// <summary>Waits for a line of its log that has not been waited for before; false when it ends without.</summary>
    public async Task<bool> HasLoggedAsync(string part)
    {
        using var patience = new CancellationTokenSource(MqttServerEmulator.Patience);
        await foreach (var line in _log.Reader.ReadAllAsync(patience.Token))
            if (line.Contains(part, StringComparison.Ordinal)) return true;
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _logging;
        _process.Dispose();
        _directory.Dispose();
    }

    /// <summary>Takes the log away as it comes: a full pipe would stop the server.</summary>
    private async Task ReadLogAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line) _log.Writer.TryWrite(line);
        _log.Writer.Complete();
    }

    private static string Program(string name) => ExternalFactAttribute.Find(name)
        ?? throw new InvalidOperationException($"{name} is not installed (Debian: apt-get install mosquitto mosquitto-clients)");

    private static Process Start(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
