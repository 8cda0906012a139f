namespace Firmware.VirtualDevice.Simulation;

/// <summary>How one device's simulation ended. Immutable.</summary>
/// <param name="Hash">The SHA-256 over its uplink.</param>
/// <param name="Device">What the firmware did.</param>
/// <param name="Delivery">What arrived.</param>
/// <param name="Sleep">What sleeping cost; nothing for a device that stays awake.</param>
internal sealed record DeviceResult(byte[] Hash, DeviceTotals Device, DeliveryTotals Delivery, SleepTotals Sleep);
