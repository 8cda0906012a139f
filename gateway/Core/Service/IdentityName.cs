using Gateway.Core.Registry;

namespace Gateway.Core.Service;

/// <summary>The identity that a request's path names: a device, or a module of one. Immutable.</summary>
/// <param name="DeviceId">The device id, decoded.</param>
/// <param name="ModuleId">The module id, decoded, or null.</param>
public sealed record IdentityName(string DeviceId, string? ModuleId = null)
{
    /// <summary>The key of everything that is kept for it: <c>{device}</c> or <c>{device}/{module}</c>.</summary>
    public string ClientId => ModuleId is null ? DeviceId : $"{DeviceId}/{ModuleId}";

    internal bool IsValid => DeviceIdentity.IsValidId(DeviceId) && (ModuleId is null || DeviceIdentity.IsValidId(ModuleId));
}
