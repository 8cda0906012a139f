using System.Net.Sockets;
using Gateway.Mqtt.Client;
using Gateway.Tests.Running;

namespace Gateway.Tests.Killing;

/// <summary>
/// A device that numbers its messages, keeps several unacknowledged, and after a lost connection goes on with the first of them, as
/// often as it takes.
/// </summary>
internal sealed class PersistentDevice(string id, MqttClientOptions options)
{
    private const int WindowMessages = 5;

    private int _acknowledged;
    private int _begun;
    private bool _isFinishing;

    public string Id => id;

    /// <summary>How many messages, from 1 on without a gap, were acknowledged.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Sends until told to finish.</summary>
    /// <param name="port">Where the gateway is.</param>
    /// <param name="whenUp">Completes when a gateway serves there.</param>
    /// <param name="acknowledged">Is told of every PUBACK.</param>
    public async Task RunAsync(int port, Func<Task> whenUp, Action acknowledged)
    {
        while (!Volatile.Read(ref _isFinishing) || _acknowledged < _begun)
        {
            await whenUp();
            try
            {
                await using var client = await MqttClient.ConnectAsync(options with { Port = port });
                await SendAsync(client, acknowledged);
            }
            catch (Exception e) when (
                e is MqttConnectionClosedException or MqttConnectRefusedException or SocketException or IOException
                    or System.Security.Authentication.AuthenticationException or TimeoutException)
            {
                // The gateway was killed: what has no PUBACK goes again.
                continue;
            }
        }
    }

    /// <summary>Sends what it began and nothing further.</summary>
    public void Finish() => Volatile.Write(ref _isFinishing, true);

    private async Task SendAsync(MqttClient client, Action acknowledged)
    {
        var (next, unacknowledged) = (_acknowledged + 1, new Queue<Task>());
        while (true)
        {
            var mayBegin = !Volatile.Read(ref _isFinishing) || next <= _begun;
            if (!mayBegin && unacknowledged.Count == 0) return;
            if (mayBegin && unacknowledged.Count < WindowMessages)
            {
                _begun = Math.Max(_begun, next);
                unacknowledged.Enqueue(client.SendTelemetryAsync(id, $"{id} {next}", $"{id}-{next}"));
                next++;
                continue;
            }

            await unacknowledged.Dequeue();
            Interlocked.Increment(ref _acknowledged);
            acknowledged();
        }
    }
}
