using System.Text;
using System.Text.Json;
using Cloud.Functions.Api;

namespace Cloud.Functions.Live;

/// <summary>Writes events in the text form of the HTML standard's section 9.2: <c>event: name</c>, <c>data: ...</c>, an empty line.</summary>
internal static class ServerSentEvents
{
    /// <summary>A comment line, which a browser ignores; it shows both ends that the connection lives.</summary>
    public static readonly ReadOnlyMemory<byte> Heartbeat = ": heartbeat\n\n"u8.ToArray();

    /// <summary>Asks the browser to wait 1 s before it connects again.</summary>
    public static readonly ReadOnlyMemory<byte> Opening = "retry: 1000\n: open\n\n"u8.ToArray();

    /// <summary>Appends one event whose data is JSON (which holds no line break).</summary>
    public static void Write<T>(Stream output, string name, T value)
    {
        output.Write(Encoding.UTF8.GetBytes($"event: {name}\ndata: "));
        JsonSerializer.Serialize(output, value, ApiJson.Options);
        output.Write("\n\n"u8);
    }

    /// <summary>One event on its own.</summary>
    public static ReadOnlyMemory<byte> Encode<T>(string name, T value)
    {
        using var output = new MemoryStream();
        Write(output, name, value);
        return output.ToArray();
    }
}
