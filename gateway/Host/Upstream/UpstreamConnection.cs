using System.Threading.Channels;
using Gateway.Core.Routing;
using Gateway.Core.Upstream;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;

namespace Gateway.Host.Upstream;

/// <summary>
/// One identity's connection to the parent: opened when there is something to send, and once more when it breaks; what it then cannot
/// send goes back, in order. Thread-safe.
/// </summary>
internal sealed class UpstreamConnection(
    string clientId,
    UpstreamDialer dialer,
    EdgeOnlyFields edgeOnly,
    Func<string, MqttClient, UpstreamRelay> openRelay,
    ChannelWriter<UpstreamOutcome> outcomes)
{
    // The plan bounds how many messages are given out.
    private readonly Channel<Order> _queue = Channel.CreateUnbounded<Order>(new UnboundedChannelOptions { SingleReader = true });

    public string ClientId => clientId;

    /// <summary>Sends a message behind those before it.</summary>
    public void Send(Forward forward) => _queue.Writer.TryWrite(new Order.Send(forward));

    /// <summary>The failure was taken note of: what is sent from now on may be sent.</summary>
    public void Reset() => _queue.Writer.TryWrite(new Order.Reset());

    /// <summary>Connects, unless it is connected.</summary>
    public void Open() => _queue.Writer.TryWrite(new Order.Open());

    /// <summary>Sends until told to stop.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        IReadOnlyList<Forward> first = [];
        while (true)
        {
            if (first.Count == 0) first = await NextAsync(stopping);
            var dialled = await dialer.DialAsync(clientId, stopping);
            if (dialled is not DialResult.Connected(var client))
            {
                await FailAsync(first, dialled, stopping);
                first = [];
                continue;
            }

            outcomes.TryWrite(new UpstreamOutcome.Reached());
            var (left, taken) = await ServeAsync(client, first, stopping);
            first = left;
            if (left.Count == 0) outcomes.TryWrite(new UpstreamOutcome.Lost(clientId));
            if (left.Count == 0 || taken > 0) continue;
            await FailAsync(first, dialled, stopping);
            first = [];
        }
    }

    private async Task<IReadOnlyList<Forward>> NextAsync(CancellationToken stopping)
    {
        while (true)
        {
            var order = await _queue.Reader.ReadAsync(stopping);
            if (order is Order.Send(var forward)) return [forward];
            if (order is Order.Open) return [];
        }
    }

    private async Task<(IReadOnlyList<Forward> Left, int Taken)> ServeAsync(
        MqttClient client, IReadOnlyList<Forward> first, CancellationToken stopping)
    {
        await using var connected = client;
        await using var relay = openRelay(clientId, client);
        return await SendAsync(client, first, stopping);
    }

    /// <summary>Sends while the connection lasts; returns what was not acknowledged, and how much was.</summary>
    private async Task<(IReadOnlyList<Forward> Left, int Taken)> SendAsync(
        MqttClient client, IReadOnlyList<Forward> first, CancellationToken stopping)
    {
        var sent = new Queue<(Forward Forward, Task<bool> IsSettled)>(first.Select(forward => (forward, SendAsync(client, forward))));
        var taken = 0;
        var more = _queue.Reader.WaitToReadAsync(stopping).AsTask();
        while (await Task.WhenAny(more, client.Completion) == more)
        {
            await more;
            while (_queue.Reader.TryRead(out var order))
                if (order is Order.Send(var forward)) sent.Enqueue((forward, SendAsync(client, forward)));
            for (; sent.TryPeek(out var oldest) && oldest.IsSettled.IsCompleted && await oldest.IsSettled; taken++) sent.Dequeue();
            more = _queue.Reader.WaitToReadAsync(stopping).AsTask();
        }

        var left = new List<Forward>();
        foreach (var (forward, isSettled) in sent)
            if (await isSettled) taken++;
            else left.Add(forward);
        return (left, taken);
    }

    private async Task<bool> SendAsync(MqttClient client, Forward forward)
    {
        if (!edgeOnly.TryStrip(forward.Stored, out var body))
        {
            outcomes.TryWrite(new UpstreamOutcome.Rejected(forward, "its body looks like JSON but cannot be read, so edgeOnly fields may be in it"));
            return true;
        }

        try
        {
            await client.PublishAsync(UpstreamTelemetry.Topic(forward.Stored.Message), body, MqttQos.AtLeastOnce);
            outcomes.TryWrite(new UpstreamOutcome.Acknowledged(forward));
            return true;
        }
        catch (MqttConnectionClosedException)
        {
            // It may have arrived: it goes again with the same message id.
            return false;
        }
        catch (ArgumentException e)
        {
            outcomes.TryWrite(new UpstreamOutcome.Rejected(forward, e.Message));
            return true;
        }
    }

    // Whatever comes before the failure was taken note of would overtake what failed, so it fails too.
    private async Task FailAsync(IReadOnlyList<Forward> forwards, DialResult cause, CancellationToken stopping)
    {
        outcomes.TryWrite(new UpstreamOutcome.Failed(this, forwards, cause));
        while (await _queue.Reader.ReadAsync(stopping) is not Order.Reset and var order)
            if (order is Order.Send(var late)) outcomes.TryWrite(new UpstreamOutcome.Returned(late));
    }

    private abstract record Order
    {
        public sealed record Send(Forward Forward) : Order;

        public sealed record Open : Order;

        public sealed record Reset : Order;
    }
}
