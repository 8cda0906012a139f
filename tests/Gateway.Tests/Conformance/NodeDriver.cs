using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Conformance;

/// <summary>A Node process with Microsoft's clients in it, told line by line what to do. Safe for use by several threads.</summary>
internal sealed class NodeDriver : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _calls = new();
    private readonly ConcurrentDictionary<string, Channel<ClientEvent>> _events = new();
    private readonly Task _reading;
    private readonly Task<string> _complaints;
    private readonly Lock _writing = new();
    private int _lastCall;

    private NodeDriver(Process process)
    {
        _process = process;
        _complaints = process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    public static async Task<NodeDriver> StartAsync()
    {
        var folder = await NodeFolder.PrepareAsync("tests/Gateway.Tests/Conformance/AzureIotDevice", "driver.js");
        return new NodeDriver(Process.Start(new ProcessStartInfo(ExternalFactAttribute.Find("node")!, ["driver.js"])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!);
    }

    /// <summary>Does one thing with one client and returns its result; the client's error is an <see cref="AzureException"/>.</summary>
    public async Task<JsonElement> CallAsync(string command, string client, object? arguments = null)
    {
        var id = Interlocked.Increment(ref _lastCall);
        var line = JsonSerializer.SerializeToNode(arguments ?? new { })!.AsObject();
        line["id"] = id;
        line["do"] = command;
        line["client"] = client;
        var call = _calls.GetOrAdd(id, _ => new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_writing)
        {
            _process.StandardInput.WriteLine(line.ToJsonString());
            _process.StandardInput.Flush();
        }

        return await call.Task.WaitAsync(RunningGateway.Patience);
    }

    /// <summary>What a client says of its own accord, in order.</summary>
    public ChannelReader<ClientEvent> EventsOf(string client) => Events(client).Reader;

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _reading.WaitAsync(RunningGateway.Patience);
        _process.Dispose();
    }

    private Channel<ClientEvent> Events(string client) => _events.GetOrAdd(client, _ => Channel.CreateUnbounded<ClientEvent>());

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line) Take(JsonSerializer.Deserialize<JsonElement>(line));
        var end = new InvalidOperationException("node has ended: " + await _complaints);
        foreach (var call in _calls.Values) call.TrySetException(end);
        foreach (var events in _events.Values) events.Writer.TryComplete(end);
    }

    private void Take(JsonElement line)
    {
        if (!line.TryGetProperty("id", out var id))
        {
            var happened = new ClientEvent(line.GetProperty("event").GetString()!, line.GetProperty("data"));
            Events(line.GetProperty("client").GetString()!).Writer.TryWrite(happened);
        }
        else if (_calls.TryRemove(id.GetInt32(), out var call))
        {
            if (line.TryGetProperty("error", out var error)) call.SetException(AzureException.From(error));
            else call.SetResult(line.GetProperty("result"));
        }
    }

    /// <summary>Something that happened to a client.</summary>
    internal sealed record ClientEvent(string Name, JsonElement Data);
}
