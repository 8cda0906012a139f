using System.Text.Json;
using Gateway.Tests.Running;

namespace Gateway.Tests.Conformance;

/// <summary>A device or module that runs azure-iot-device in the driver.</summary>
internal sealed class AzureDevice(NodeDriver driver, string id) : IAsyncDisposable
{
    private readonly string _handle = $"{id}#{Guid.NewGuid():N}";

    public Task CreateAsync(object arguments) => DoAsync("create", arguments);

    public Task OpenAsync() => DoAsync("open");

    public Task CloseAsync() => DoAsync("close");

    public Task SendAsync(string body) => DoAsync("send", new { body });

    public Task SendAsync(string body, object system, params string[][] properties) => DoAsync("send", new { body, system, properties });

    /// <summary>Sends all at once and waits for all.</summary>
    public Task SendAllAsync(params string[] bodies) => DoAsync("sendAll", new { bodies });

    public Task<JsonElement> GetTwinAsync() => DoAsync("getTwin");

    /// <summary>Reports properties; returns the twin as the client sees it then.</summary>
    public Task<JsonElement> ReportAsync(object patch) => DoAsync("report", new { patch });

    public Task ListenToDesiredAsync() => DoAsync("onDesired");

    /// <summary>Answers a method; with status 0 it does not answer.</summary>
    public Task ListenToMethodAsync(string name, int status = 200, object? payload = null) =>
        DoAsync("onMethod", new { name, status, payload });

    public Task ListenToMessagesAsync(bool complete = true) => DoAsync("onMessage", new { complete });

    public Task<JsonElement> DoAsync(string command, object? arguments = null) => driver.CallAsync(command, _handle, arguments);

    /// <summary>The next event of this name; others before it are passed over.</summary>
    public async Task<JsonElement> NextAsync(string name)
    {
        while (true)
        {
            var happened = await driver.EventsOf(_handle).ReadAsync().AsTask().WaitAsync(RunningGateway.Patience);
            if (happened.Name == name) return happened.Data;
        }
    }

    /// <summary>How many events of this name have come and were not read.</summary>
    public int CountUnread(string name)
    {
        var count = 0;
        while (driver.EventsOf(_handle).TryRead(out var happened))
            if (happened.Name == name) count++;
        return count;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await CloseAsync();
        }
        catch (AzureException)
        {
            // It was closed already, or never open.
            return;
        }
    }
}
