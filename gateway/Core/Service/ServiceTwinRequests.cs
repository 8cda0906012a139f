using Gateway.Core.CloudToDevice;
using Gateway.Core.IotHub;
using Gateway.Core.Registry;
using Gateway.Core.Sessions;
using Gateway.Core.Twins;

namespace Gateway.Core.Service;

/// <summary>The twins for those who manage devices: read, patch, replace. Thread-safe.</summary>
/// <remarks>Source: Microsoft, "IoT Hub REST, Twins".</remarks>
/// <param name="registry">The identities.</param>
/// <param name="twins">The twins; whoever listens to them tells the device of a change.</param>
/// <param name="cloudMessages">Counts what waits for a device.</param>
/// <param name="clients">Who is connected.</param>
public sealed class ServiceTwinRequests(
    IDeviceRegistry registry, ITwinStore twins, ICloudMessageStore cloudMessages, ConnectedClients clients)
{
    /// <summary>One twin.</summary>
    public async Task<ServiceAnswer> GetAsync(IdentityName name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        return await AnswerAsync(name, await twins.GetAsync(name.ClientId, cancellation), cancellation);
    }

    /// <summary>Patches the tags and desired properties of a twin, or replaces them; the device is told of the latter.</summary>
    /// <param name="name">Whose twin.</param>
    /// <param name="ifMatch">The If-Match header: null or <c>*</c> for any, or the ETag that the twin must have.</param>
    /// <param name="body">The request's JSON.</param>
    /// <param name="replaces">Whether it stands in the place of what is there.</param>
    /// <param name="cancellation">Ends the wait for the store.</param>
    public async Task<ServiceAnswer> UpdateAsync(
        IdentityName name, string? ifMatch, ReadOnlyMemory<byte> body, bool replaces, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (TwinUpdate.Parse(body.Span, replaces, out var fault) is not { } update) return IdentityRequests.Invalid(fault!);
        if (!ServiceETag.TryParse(ifMatch, out var version))
            return new ServiceAnswer.Refused(ServiceError.PreconditionFailed, "If-Match is no ETag of this hub");
        var change = await twins.ChangeAsync(name.ClientId, twin => update.ApplyTo(twin, version), cancellation);
        return change.ErrorCode switch
        {
            0 => await AnswerAsync(name, change.Twin, cancellation),
            HubError.NotFound => IdentityRequests.NotFound(name),
            HubError.PreconditionFailed => new ServiceAnswer.Refused(ServiceError.PreconditionFailed, change.Error!),
            _ => new ServiceAnswer.Refused(ServiceError.MessageTooLarge, change.Error!),
        };
    }

    private async Task<ServiceAnswer> AnswerAsync(IdentityName name, Twin twin, CancellationToken cancellation)
    {
        if (await registry.FindAsync(name.ClientId, cancellation) is not { } identity) return IdentityRequests.NotFound(name);
        var waiting = await cloudMessages.CountAsync(name.ClientId, cancellation);
        return ServiceAnswer.Json(
            json => TwinJson.Write(
                json, identity, twin, clients.Find(name.ClientId) is not null, waiting.GetValueOrDefault(name.ClientId)),
            ServiceETag.Of(twin.ServiceVersion));
    }
}
