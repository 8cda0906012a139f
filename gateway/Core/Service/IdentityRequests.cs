using System.Text.Json;
using Gateway.Core.CloudToDevice;
using Gateway.Core.Registry;
using Gateway.Core.Sessions;

namespace Gateway.Core.Service;

/// <summary>The identity registry for those who manage devices: create, read, change, delete. Thread-safe.</summary>
/// <remarks>
/// Source: Microsoft, "IoT Hub REST, Devices" and "Modules". Unlike the hub, a change that names no keys keeps those that there are, so
/// that a device can be disabled without breaking it for good.
/// </remarks>
/// <param name="registry">The identities.</param>
/// <param name="cloudMessages">Counts what waits for a device.</param>
/// <param name="clients">Who is connected; whoever may no longer be is told to go.</param>
/// <param name="chance">Draws keys and generations.</param>
/// <param name="clock">The time of changes.</param>
public sealed class IdentityRequests(
    IDeviceRegistry registry, ICloudMessageStore cloudMessages, ConnectedClients clients, IIdentityChance chance, TimeProvider clock)
{
    /// <summary>How many devices one answer lists at most.</summary>
    public const int ListMax = 1_000;

    /// <summary>One identity with its keys.</summary>
    public async Task<ServiceAnswer> GetAsync(IdentityName name, CancellationToken cancellation) =>
        await registry.FindAsync(name.ClientId, cancellation) is { } identity
            ? await AnswerAsync(identity, cancellation)
            : NotFound(name);

    /// <summary>The first devices in the order of their ids.</summary>
    /// <param name="top">How many; null for <see cref="ListMax"/>.</param>
    /// <param name="cancellation">Ends the wait for the store.</param>
    public async Task<ServiceAnswer> ListAsync(int? top, CancellationToken cancellation)
    {
        if (top is < 1 or > ListMax) return Invalid($"top is {top}, not in the range 1 to {ListMax}");
        return await AnswerAsync(await registry.ListDevicesAsync("", top ?? ListMax, cancellation), cancellation);
    }

    /// <summary>The modules of a device.</summary>
    public async Task<ServiceAnswer> ListModulesAsync(string deviceId, CancellationToken cancellation) =>
        await registry.FindAsync(deviceId, cancellation) is null
            ? NotFound(new IdentityName(deviceId))
            : await AnswerAsync(await registry.ListModulesAsync(deviceId, cancellation), cancellation);

    /// <summary>Creates an identity, or changes it where If-Match is given.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="ifMatch">The If-Match header: null creates, <c>*</c> or an ETag changes.</param>
    /// <param name="body">The identity as JSON.</param>
    /// <param name="cancellation">Ends the wait for the store.</param>
    public async Task<ServiceAnswer> PutAsync(
        IdentityName name, string? ifMatch, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        if (!name.IsValid) return Invalid("an id has 1 to 128 ASCII letters, digits and - . _ : % * ? ! ( ) , = @ $ '");
        if (IdentityBody.Parse(body, out var fault) is not { } wanted) return Invalid(fault!);
        if (wanted.DeviceId != name.DeviceId || wanted.ModuleId != name.ModuleId)
            return Invalid("the body names another identity than the path");
        return ifMatch is null
            ? await AnswerAsync(name, await CreateAsync(name, wanted, cancellation), cancellation)
            : await UpdateAsync(name, ifMatch, wanted, cancellation);
    }

    /// <summary>Deletes an identity and everything that is kept for it; a connection of it ends.</summary>
    public async Task<ServiceAnswer> DeleteAsync(IdentityName name, string? ifMatch, CancellationToken cancellation)
    {
        if (!ServiceETag.TryParse(ifMatch, out var version)) return Mismatch(name);
        var change = await DeleteAsync(name, version, cancellation);
        return change.Outcome == RegistryOutcome.Done ? new ServiceAnswer.Done(204) : Refused(name, change.Outcome);
    }

    /// <summary>How many devices there are: <c>{"totalDeviceCount":…,"enabledDeviceCount":…,"disabledDeviceCount":…}</c>.</summary>
    public async Task<ServiceAnswer> StatisticsAsync(CancellationToken cancellation)
    {
        var counts = await registry.CountDevicesAsync(cancellation);
        return ServiceAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("totalDeviceCount", counts.Enabled + counts.Disabled);
            json.WriteNumber("enabledDeviceCount", counts.Enabled);
            json.WriteNumber("disabledDeviceCount", counts.Disabled);
            json.WriteEndObject();
        });
    }

    /// <summary>How many devices are connected: <c>{"connectedDeviceCount":…}</c>.</summary>
    public ServiceAnswer ServiceStatistics()
    {
        var connected = clients.Count;
        return ServiceAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("connectedDeviceCount", connected);
            json.WriteEndObject();
        });
    }

    internal async Task<RegistryChange> CreateAsync(IdentityName name, IdentityBody wanted, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var identity = new DeviceIdentity
        {
            DeviceId = name.DeviceId,
            ModuleId = name.ModuleId,
            GenerationId = chance.NewGenerationId(),
            Authentication = wanted.Authentication ?? new Authentication.SymmetricKeys(chance.NewKey(), chance.NewKey()),
            IsEnabled = wanted.IsEnabled ?? true,
            StatusReason = wanted.StatusReason,
            CreatedAtUnixMs = now,
            UpdatedAtUnixMs = now,
        };
        return await registry.CreateAsync(identity, cancellation);
    }

    internal async Task<RegistryChange> UpdateAsync(
        IdentityName name, long? version, IdentityBody wanted, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var change = await registry.UpdateAsync(name.ClientId, present => Changed(present, wanted, now), version, cancellation);
        if (change.Identity is { IsEnabled: false }) clients.EndIdentity(name.ClientId, "its identity was disabled");
        else if (wanted.Authentication is not null) clients.EndIdentity(name.ClientId, "its credentials were changed");
        return change;
    }

    internal async Task<RegistryChange> DeleteAsync(IdentityName name, long? version, CancellationToken cancellation)
    {
        var change = await registry.DeleteAsync(name.ClientId, version, cancellation);
        if (change.Outcome == RegistryOutcome.Done) clients.EndIdentity(name.ClientId, "its identity was deleted");
        return change;
    }

    internal static ServiceAnswer.Refused Refused(IdentityName name, RegistryOutcome outcome) => outcome switch
    {
        RegistryOutcome.Exists => name.ModuleId is null
            ? new(ServiceError.DeviceAlreadyExists, $"a device with the id '{name.DeviceId}' exists; to change it, send If-Match")
            : new(ServiceError.ModuleAlreadyExists, $"'{name.DeviceId}' has a module '{name.ModuleId}'; to change it, send If-Match"),
        RegistryOutcome.VersionMismatch => Mismatch(name),
        RegistryOutcome.Full => new(
            ServiceError.QuotaExceeded,
            $"there are {RegistryLimits.DevicesMax} devices, or {RegistryLimits.ModulesMax} modules of the device, already"),
        _ => NotFound(name),
    };

    internal static ServiceAnswer.Refused NotFound(IdentityName name) => name.ModuleId is null
        ? new(ServiceError.DeviceNotFound, $"there is no device '{name.DeviceId}'")
        : new(ServiceError.ModuleNotFound, $"there is no module '{name.ModuleId}' on a device '{name.DeviceId}'");

    internal static ServiceAnswer.Refused Invalid(string message) => new(ServiceError.ArgumentInvalid, message);

    private static ServiceAnswer.Refused Mismatch(IdentityName name) =>
        new(ServiceError.PreconditionFailed, $"'{name.ClientId}' has another ETag by now; read it again");

    // Only keys make room for keys: whoever changes a status sends none.
    private static DeviceIdentity Changed(DeviceIdentity present, IdentityBody wanted, long nowUnixMs) => present with
    {
        Authentication = wanted.Authentication ?? present.Authentication,
        IsEnabled = wanted.IsEnabled ?? present.IsEnabled,
        StatusReason = wanted.StatusReason,
        UpdatedAtUnixMs = nowUnixMs,
    };

    private async Task<ServiceAnswer> UpdateAsync(
        IdentityName name, string ifMatch, IdentityBody wanted, CancellationToken cancellation) =>
        ServiceETag.TryParse(ifMatch, out var version)
            ? await AnswerAsync(name, await UpdateAsync(name, version, wanted, cancellation), cancellation)
            : Mismatch(name);

    private async Task<ServiceAnswer> AnswerAsync(IdentityName name, RegistryChange change, CancellationToken cancellation) =>
        change.Outcome == RegistryOutcome.Done ? await AnswerAsync(change.Identity!, cancellation) : Refused(name, change.Outcome);

    private async Task<ServiceAnswer> AnswerAsync(DeviceIdentity identity, CancellationToken cancellation)
    {
        var waiting = await cloudMessages.CountAsync(identity.ClientId, cancellation);
        return ServiceAnswer.Json(json => Write(json, identity, waiting), ServiceETag.Of(identity.Version));
    }

    private async Task<ServiceAnswer> AnswerAsync(IReadOnlyList<DeviceIdentity> identities, CancellationToken cancellation)
    {
        var waiting = await cloudMessages.CountAsync(null, cancellation);
        return ServiceAnswer.Json(json =>
        {
            json.WriteStartArray();
            foreach (var identity in identities) Write(json, identity, waiting);
            json.WriteEndArray();
        });
    }

    private void Write(Utf8JsonWriter json, DeviceIdentity identity, IReadOnlyDictionary<string, int> waiting) =>
        IdentityJson.Write(
            json, identity, clients.Find(identity.ClientId) is not null, waiting.GetValueOrDefault(identity.ClientId));
}
