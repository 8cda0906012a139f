using Firmware.VirtualDevice.Climates;

namespace Firmware.VirtualDevice.Sensor;

/// <summary>
/// What can go wrong with a sensor on a mast, on demand. Thread-safe: a test or an operator asks, the sampling loop suffers.
/// </summary>
public sealed class SensorFaults
{
    private readonly Lock _lock = new();
    private int _nakTransfers;
    private bool _unplugged;
    private bool _frozen;
    private Conditions? _spike;
    private bool _brownOut;

    /// <summary>Lets the next transfers go unacknowledged, as by a disturbed bus.</summary>
    /// <param name="transfers">How many, at least 0; replaces what was left of an earlier demand.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public void Nak(int transfers)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(transfers);
        lock (_lock) _nakTransfers = transfers;
    }

    /// <summary>Takes the sensor off the bus: no transfer is acknowledged until <see cref="PlugIn"/>.</summary>
    public void Unplug()
    {
        lock (_lock) _unplugged = true;
    }

    /// <summary>Puts the sensor back on the bus. It lost its power meanwhile: its registers are as after power-on.</summary>
    public void PlugIn()
    {
        lock (_lock) (_unplugged, _brownOut) = (false, _brownOut || _unplugged);
    }

    /// <summary>Dips the supply voltage: at its next transfer the chip's registers are as after power-on.</summary>
    public void BrownOut()
    {
        lock (_lock) _brownOut = true;
    }

    /// <summary>Freezes the data registers: conversions run, but their results stay what they were, until <see cref="Thaw"/>.</summary>
    public void Freeze()
    {
        lock (_lock) _frozen = true;
    }

    /// <summary>Ends <see cref="Freeze"/>.</summary>
    public void Thaw()
    {
        lock (_lock) _frozen = false;
    }

    /// <summary>Shifts the result of the next conversion, once.</summary>
    /// <param name="by">What to add to each channel, in °C, %RH and hPa; 0 leaves a channel alone.</param>
    public void Spike(Conditions by)
    {
        lock (_lock) _spike = by;
    }

    internal bool TakeBrownOut()
    {
        lock (_lock)
        {
            var demanded = _brownOut && !_unplugged;
            if (demanded) _brownOut = false;
            return demanded;
        }
    }

    internal bool TakeNak()
    {
        lock (_lock) return _unplugged || (_nakTransfers > 0 && _nakTransfers-- > 0);
    }

    /// <summary>The conditions that the conversion sees; null when its result is not to reach the data registers.</summary>
    internal Conditions? Distort(Conditions conditions)
    {
        lock (_lock)
        {
            if (_frozen) return null;
            if (_spike is not { } spike) return conditions;
            _spike = null;
            return new Conditions(
                conditions.TemperatureC + spike.TemperatureC,
                conditions.HumidityPercent + spike.HumidityPercent,
                conditions.PressureHPa + spike.PressureHPa);
        }
    }
}
