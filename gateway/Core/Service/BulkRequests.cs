using System.Text.Json;
using Gateway.Core.Registry;

namespace Gateway.Core.Service;

/// <summary>Many identities in one request. Each succeeds or fails by itself. Thread-safe.</summary>
/// <remarks>Source: Microsoft, "IoT Hub REST, Bulk Registry - Update Registry".</remarks>
public sealed class BulkRequests(IdentityRequests identities)
{
    /// <summary>How many identities one request has at most.</summary>
    public const int EntriesMax = 100;

    /// <summary>
    /// Creates, updates or deletes identities as each entry's importMode says: 200 where all succeeded, else 400, both with
    /// <c>{"isSuccessful":…,"errors":[{"deviceId":"…","errorCode":"…","errorStatus":"…"}],"warnings":[]}</c>.
    /// </summary>
    /// <param name="body">An array of identities.</param>
    /// <param name="cancellation">Ends the wait for the store; what was done stays done.</param>
    public async Task<ServiceAnswer> RunAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        if (BulkEntry.Parse(body) is not { Count: >= 1 and <= EntriesMax } entries)
            return IdentityRequests.Invalid($"the body is no JSON array of 1 to {EntriesMax} objects with an 'id'");
        var failures = new List<(IdentityName Name, ServiceAnswer.Refused Refusal)>();
        foreach (var entry in entries)
            if (await RunAsync(entry, cancellation) is { } refusal) failures.Add((entry.Name, refusal));
        return Answer(failures) with { Status = failures.Count == 0 ? 200 : 400 };
    }

    private async Task<ServiceAnswer.Refused?> RunAsync(BulkEntry entry, CancellationToken cancellation)
    {
        var isDelete = entry.Mode.StartsWith("delete", StringComparison.OrdinalIgnoreCase);
        if (!entry.Name.IsValid) return IdentityRequests.Invalid("this is no id");
        if (entry.Body is null && !isDelete) return IdentityRequests.Invalid(entry.Fault!);
        long? version = null;
        if (entry.Mode.EndsWith("IfMatchETag", StringComparison.OrdinalIgnoreCase) && !ServiceETag.TryParse(entry.ETag, out version))
            return IdentityRequests.Refused(entry.Name, RegistryOutcome.VersionMismatch);
        RegistryChange? change = entry.Mode.ToUpperInvariant() switch
        {
            "CREATE" => await identities.CreateAsync(entry.Name, entry.Body!, cancellation),
            "UPDATE" or "UPDATEIFMATCHETAG" => await identities.UpdateAsync(entry.Name, version, entry.Body!, cancellation),
            "DELETE" or "DELETEIFMATCHETAG" => await identities.DeleteAsync(entry.Name, version, cancellation),
            "CREATEORUPDATE" or "CREATEORUPDATEIFMATCHETAG" => await CreateOrUpdateAsync(entry, version, cancellation),
            _ => null,
        };
        if (change is null) return IdentityRequests.Invalid($"the importMode '{entry.Mode}' is not served");
        return change.Value.Outcome == RegistryOutcome.Done ? null : IdentityRequests.Refused(entry.Name, change.Value.Outcome);
    }

    private async Task<RegistryChange> CreateOrUpdateAsync(BulkEntry entry, long? version, CancellationToken cancellation)
    {
        var created = await identities.CreateAsync(entry.Name, entry.Body!, cancellation);
        return created.Outcome == RegistryOutcome.Exists
            ? await identities.UpdateAsync(entry.Name, version, entry.Body!, cancellation)
            : created;
    }

    private static ServiceAnswer.Done Answer(List<(IdentityName Name, ServiceAnswer.Refused Refusal)> failures) =>
        ServiceAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("isSuccessful", failures.Count == 0);
            json.WriteStartArray("errors");
            foreach (var (name, refusal) in failures) Write(json, name, refusal);
            json.WriteEndArray();
            json.WriteStartArray("warnings");
            json.WriteEndArray();
            json.WriteEndObject();
        });

    private static void Write(Utf8JsonWriter json, IdentityName name, ServiceAnswer.Refused refusal)
    {
        json.WriteStartObject();
        json.WriteString("deviceId", name.DeviceId);
        if (name.ModuleId is { } module) json.WriteString("moduleId", module);
        json.WriteString("errorCode", refusal.Error.Code);
        json.WriteString("errorStatus", refusal.Message);
        json.WriteEndObject();
    }
}
