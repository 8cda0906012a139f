using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.VirtualDevice.Board;

namespace Firmware.VirtualDevice.Fleet;

/// <summary>One boot of a device on a desk. Immutable.</summary>
/// <param name="Node">The firmware.</param>
/// <param name="Uptime">The clock that began with it.</param>
/// <param name="Power">Says when it ends.</param>
internal sealed record DeskBoot(SensorNode Node, IClock Uptime, DeskPower Power);
