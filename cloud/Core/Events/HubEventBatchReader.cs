using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Cloud.Core.Events;

/// <summary>Takes the Functions host's invocation request apart (shape: Azure/azure-functions-host, custom handlers, Event Hubs).</summary>
internal static class HubEventBatchReader
{
    /// <summary>Metadata is nested at most this deep: string in array in string.</summary>
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    public static bool TryRead(
        ReadOnlyMemory<byte> json,
        string bindingName,
        [NotNullWhen(true)] out HubEventBatch? batch,
        [NotNullWhen(false)] out string? problem)
    {
        batch = null;
        try
        {
            using var request = JsonDocument.Parse(LooseJson.WellFormed(json), Options);
            if (!TryFindEvents(request.RootElement, bindingName, out var events))
            {
                problem = $"the request has no Data.{bindingName}: is the trigger's name in function.json '{bindingName}'?";
                return false;
            }

            batch = Read(events, request.RootElement);
            problem = null;
            return true;
        }
        catch (JsonException error)
        {
            problem = $"the request is not JSON: {error.Message}";
            return false;
        }
        catch (InvalidOperationException error)
        {
            // System.Text.Json reads names lazily and throws this for one with half a surrogate pair.
            problem = $"the request has a name that is no text: {error.Message}";
            return false;
        }
    }

    private static bool TryFindEvents(JsonElement root, string bindingName, out JsonElement events)
    {
        events = default;
        return root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("Data", out var data)
            && data.ValueKind == JsonValueKind.Object
            && data.TryGetProperty(bindingName, out events);
    }

    private static HubEventBatch Read(JsonElement data, JsonElement root)
    {
        var metadata = root.TryGetProperty("Metadata", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        var bodies = LooseJson.Items(data);
        var columns = new MetadataColumns(metadata);
        var events = new List<HubEvent>(bodies.Count);
        for (var index = 0; index < bodies.Count; index++) events.Add(columns.Event(index, LooseJson.Text(bodies[index])));
        return new HubEventBatch(Partition(metadata), events);
    }

    private static string Partition(JsonElement metadata)
    {
        var context = LooseJson.Unwrapped(LooseJson.Member(metadata, "PartitionContext"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Name("EventHubName")}/{Name("ConsumerGroup")}/{Name("PartitionId")}");

        string Name(string member) => LooseJson.Member(context, member) is { ValueKind: not JsonValueKind.Undefined } value
            ? LooseJson.Text(value)
            : "";
    }
}
