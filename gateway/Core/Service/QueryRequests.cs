using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Core.CloudToDevice;
using Gateway.Core.Queries;
using Gateway.Core.Registry;
using Gateway.Core.Sessions;
using Gateway.Core.Twins;

namespace Gateway.Core.Service;

/// <summary>Queries over the twins, page by page. Thread-safe.</summary>
/// <remarks>Source: Microsoft, "IoT Hub REST, Query - Get Twins".</remarks>
public sealed class QueryRequests(ITwinStore twins, ICloudMessageStore cloudMessages, ConnectedClients clients)
{
    /// <summary>How many twins a page has, unless the caller says otherwise.</summary>
    public const int PageItems = 100;

    /// <summary>How many twins a page has at most.</summary>
    public const int PageItemsMax = 1_000;

    /// <summary>How many twins one request looks at before it answers with what it has, and a continuation.</summary>
    public const int ScannedMax = 10_000;

    private const int ReadAtOnce = 250;

    /// <summary>Answers one page: 200 with an array of twins; a continuation says that there may be more.</summary>
    /// <param name="body"><c>{"query":"SELECT * FROM devices"}</c>.</param>
    /// <param name="itemsMax">The header x-ms-max-item-count, or null.</param>
    /// <param name="continuation">The header x-ms-continuation as the page before gave it, or null for the first.</param>
    /// <param name="cancellation">Ends the wait for the store.</param>
    public async Task<ServiceAnswer> PageAsync(
        ReadOnlyMemory<byte> body, string? itemsMax, string? continuation, CancellationToken cancellation)
    {
        if (QueryOf(body) is not { } text) return IdentityRequests.Invalid("the body is no JSON object with a string 'query'");
        if (TwinQuery.Parse(text, out var fault) is not { } query) return IdentityRequests.Invalid(fault!);
        if (!TryReadItems(itemsMax, out var items))
            return IdentityRequests.Invalid($"x-ms-max-item-count must be in the range 1 to {PageItemsMax}");
        if (!TryReadAfter(continuation, out var after)) return IdentityRequests.Invalid("x-ms-continuation is not one of this hub");
        return await PageAsync(query, items, after, cancellation);
    }

    private async Task<ServiceAnswer> PageAsync(TwinQuery query, int items, string after, CancellationToken cancellation)
    {
        var waiting = await cloudMessages.CountAsync(null, cancellation);
        var found = new List<string>();
        for (var scanned = 0; scanned < ScannedMax;)
        {
            var rows = await twins.ListAsync(query.IsOfModules, after, ReadAtOnce, cancellation);
            if (rows.Count == 0) return Answer(found, null);
            foreach (var (identity, twin) in rows)
            {
                scanned++;
                after = identity.ClientId;
                var text = Text(identity, twin, waiting);
                if (!query.Matches(text)) continue;
                found.Add(text);
                if (found.Count == items) return Answer(found, after);
            }
        }

        return Answer(found, after);
    }

    private string Text(DeviceIdentity identity, Twin twin, IReadOnlyDictionary<string, int> waiting)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            TwinJson.Write(
                json, identity, twin, clients.Find(identity.ClientId) is not null, waiting.GetValueOrDefault(identity.ClientId));
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static ServiceAnswer.Done Answer(List<string> found, string? after) =>
        new(
            200,
            Encoding.UTF8.GetBytes($"[{string.Join(',', found)}]"),
            Continuation: after is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(after)),
            ItemType: "Twin");

    private static string? QueryOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.GetProperty("query").GetString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static bool TryReadItems(string? text, out int items)
    {
        items = PageItems;
        return string.IsNullOrEmpty(text)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out items) && items is >= 1 and <= PageItemsMax);
    }

    private static bool TryReadAfter(string? continuation, out string after)
    {
        after = "";
        if (string.IsNullOrEmpty(continuation)) return true;
        var bytes = new byte[continuation.Length];
        if (!Convert.TryFromBase64String(continuation, bytes, out var written)) return false;
        after = Encoding.UTF8.GetString(bytes.AsSpan(0, written));
        return true;
    }
}
