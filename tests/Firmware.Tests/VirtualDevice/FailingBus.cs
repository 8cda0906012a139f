using Firmware.Core.Ports;

namespace Firmware.Tests.VirtualDevice;

/// <summary>A bus that does not acknowledge one transfer, counted from 0.</summary>
internal sealed class FailingBus(IRegisterBus inner, int failing) : IRegisterBus
{
    private int _transfers;

    public bool TryRead(byte register, byte[] into, int count) => _transfers++ != failing && inner.TryRead(register, into, count);

    public bool TryWrite(byte register, byte value) => _transfers++ != failing && inner.TryWrite(register, value);
}
