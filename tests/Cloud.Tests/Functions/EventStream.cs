using System.Text.Json;

namespace Cloud.Tests.Functions;

/// <summary>Reads the live stream as a browser does: one event at a time, comments left out.</summary>
internal sealed class EventStream : IDisposable
{
    private readonly StreamReader _lines;

    private EventStream(Stream stream) => _lines = new StreamReader(stream);

    /// <summary>Connects; what is committed from then on arrives.</summary>
    public static async Task<EventStream> OpenAsync(HttpClient http)
    {
        var stream = new EventStream(await http.GetStreamAsync("/api/live"));
        while (await stream.LineAsync() is not "")
        {
        }

        return stream;
    }

    /// <summary>The data of the next event of a name; others on the way are left out.</summary>
    public Task<JsonElement> NextAsync(string name) => FindAsync(name).WaitAsync(RunningHandler.Patience);

    /// <summary>The next line, or null at the end.</summary>
    public Task<string?> LineAsync() => _lines.ReadLineAsync().WaitAsync(RunningHandler.Patience);

    public void Dispose() => _lines.Dispose();

    private async Task<JsonElement> FindAsync(string name)
    {
        for (; ; )
        {
            var line = await LineAsync() ?? throw new EndOfStreamException($"the stream ended before an event '{name}'");
            if (line != $"event: {name}") continue;
            var data = await LineAsync();
            return JsonDocument.Parse(data!["data: ".Length..]).RootElement;
        }
    }
}
