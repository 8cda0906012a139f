using Firmware.Core.Ports;
using Firmware.VirtualDevice.Climates;

namespace Firmware.VirtualDevice.Sensor;

/// <summary>
/// A BME280 as it appears on the bus: registers, conversions that take their time, and the state after power-on
/// (BST-BME280-DS002, section 5). It feels a climate and answers with the raw readings that compensate to it.
/// Sleep and forced mode are emulated; normal mode, which this firmware never uses, is refused. It can be the BMP280 instead, whose
/// registers are the same but for the humidity's, which it does not have (BST-BMP280-DS001, section 4.2).
/// </summary>
/// <remarks>
/// Stricter than the chip on purpose: a write of reserved bits, to a read-only register or of an unemulated mode is not
/// acknowledged and is kept in <see cref="Violations"/>. Used by one thread at a time; <see cref="Faults"/> by any.
/// </remarks>
public sealed class Bme280Emulator : IRegisterBus
{
    /// <summary>Section 1.1, table 1: the start-up time, during which the calibration is still being copied.</summary>
    public static readonly TimeSpan StartUpTime = TimeSpan.FromMilliseconds(2);

    private const int ViolationsMax = 16;
    private const int Sleep = 0;
    private const int Normal = 3;

    private readonly IClimate _climate;
    private readonly TimeProvider _clock;
    private readonly SensorChip _chip;
    private readonly byte[] _memory = new byte[256];
    private readonly List<string> _violations = [];
    private readonly Bme280Trimming _trimming = Bme280Trimming.Example;
    private readonly Bme280Converter _converter;
    private bool _starting;
    private long _startUpBegan;
    private Conversion? _conversion;
    private byte? _delayedCtrlMeas;
    private byte _latchedCtrlHum;

    /// <summary>Powers a chip on.</summary>
    /// <param name="climate">The air it feels.</param>
    /// <param name="clock">The time in which its conversions run.</param>
    /// <param name="chip">Which chip it is.</param>
    public Bme280Emulator(IClimate climate, TimeProvider clock, SensorChip chip = SensorChip.Bme280)
    {
        ArgumentNullException.ThrowIfNull(clock);
        (_climate, _clock, _chip) = (climate, clock, chip);
        _converter = new Bme280Converter(_trimming);
        PowerOn();
    }

    /// <summary>What goes wrong with this sensor.</summary>
    public SensorFaults Faults { get; } = new();

    /// <summary>What the driver did that the datasheet forbids, oldest first; at most 16 are kept.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>How many conversions have ended since the emulator was made.</summary>
    public long Conversions { get; private set; }

    /// <inheritdoc/>
    public bool TryRead(byte register, byte[] into, int count)
    {
        ArgumentNullException.ThrowIfNull(into);
        if (!TryBeginTransfer()) return false;
        if (register + count > _memory.Length) return Refuse($"read of {count} bytes from 0x{register:X2} runs past 0xFF");
        _memory.AsSpan(register, count).CopyTo(into);
        return true;
    }

    /// <inheritdoc/>
    public bool TryWrite(byte register, byte value) => TryBeginTransfer() && register switch
    {
        Bme280Registers.Reset => WriteReset(value),
        Bme280Registers.CtrlHum when HasHumidity => WriteCtrlHum(value),
        Bme280Registers.CtrlMeas => WriteCtrlMeas(value),
        Bme280Registers.Config => WriteConfig(value),
        _ => Refuse($"write of 0x{value:X2} to 0x{register:X2}, which cannot be written"),
    };

    private bool HasHumidity => _chip == SensorChip.Bme280;

    private bool TryBeginTransfer()
    {
        if (Faults.TakeBrownOut()) PowerOn();
        if (Faults.TakeNak()) return false;
        CatchUp();
        return true;
    }

    // Section 5.4.2: other values than 0xB6 have no effect.
    private bool WriteReset(byte value)
    {
        if (value == Bme280Registers.ResetValue) PowerOn();
        return true;
    }

    private bool WriteCtrlHum(byte value)
    {
        if ((value & Bme280Registers.CtrlHumReserved) != 0) return Refuse($"reserved bits in ctrl_hum = 0x{value:X2}");
        _memory[Bme280Registers.CtrlHum] = value;
        return true;
    }

    // Section 5.4.3: ctrl_hum takes effect here. Section 3.3.1: a running conversion is finished first.
    private bool WriteCtrlMeas(byte value)
    {
        if ((value & 3) == Normal) return Refuse($"normal mode, which is not emulated, in ctrl_meas = 0x{value:X2}");
        if (_conversion is not null)
        {
            _delayedCtrlMeas = value;
            return true;
        }

        _memory[Bme280Registers.CtrlMeas] = value;
        _latchedCtrlHum = _memory[Bme280Registers.CtrlHum];
        if ((value & 3) != Sleep) BeginConversion();
        return true;
    }

    private bool WriteConfig(byte value)
    {
        if ((value & Bme280Registers.ConfigReserved) != 0) return Refuse($"reserved bit in config = 0x{value:X2}");
        _memory[Bme280Registers.Config] = value;
        _converter.ResetFilter();
        return true;
    }

    private bool Refuse(string violation)
    {
        if (_violations.Count < ViolationsMax) _violations.Add(violation);
        return false;
    }

    private void PowerOn()
    {
        Array.Clear(_memory);
        _memory[Bme280Registers.ChipId] = (byte)_chip;
        _memory[Bme280Registers.Status] = Bme280Registers.StatusImUpdate;
        Store(RawReadings.Skipped);
        _converter.ResetFilter();
        (_starting, _startUpBegan) = (true, _clock.GetTimestamp());
        (_conversion, _delayedCtrlMeas, _latchedCtrlHum) = (null, null, 0);
    }

    private void BeginConversion()
    {
        var settings = new Bme280Settings(_latchedCtrlHum, _memory[Bme280Registers.CtrlMeas], _memory[Bme280Registers.Config]);
        _conversion = new Conversion(settings, _clock.GetTimestamp(), _climate.At(_clock.GetUtcNow()));
        _memory[Bme280Registers.Status] |= Bme280Registers.StatusMeasuring;
    }

    // Time passes between transfers: what has ended since the last one is carried out now.
    private void CatchUp()
    {
        if (_starting && _clock.GetElapsedTime(_startUpBegan) >= StartUpTime)
        {
            _starting = false;
            _trimming.WriteTo(_memory);
            if (!HasHumidity) RemoveHumidity();
            _memory[Bme280Registers.Status] &= unchecked((byte)~Bme280Registers.StatusImUpdate);
        }

        if (_conversion is { } running && _clock.GetElapsedTime(running.Began) >= running.Settings.MeasurementTime) EndConversion(running);
    }

    private void EndConversion(Conversion ended)
    {
        _conversion = null;
        Conversions++;
        _memory[Bme280Registers.Status] &= unchecked((byte)~Bme280Registers.StatusMeasuring);
        _memory[Bme280Registers.CtrlMeas] &= 0xFC;
        if (Faults.Distort(ended.Felt) is { } conditions) Store(_converter.Convert(conditions, ended.Settings));
        if (_delayedCtrlMeas is not { } delayed) return;
        _delayedCtrlMeas = null;
        WriteCtrlMeas(delayed);
    }

    private void Store(RawReadings readings)
    {
        readings.WriteTo(_memory);
        if (!HasHumidity) RemoveHumidity();
    }

    private void RemoveHumidity()
    {
        _memory.AsSpan(Bme280Registers.Humidity, 2).Clear();
        _memory.AsSpan(Bme280Registers.CalibrationHigh, 7).Clear();
        _memory[Bme280Registers.CalibrationHumidity1] = 0;
    }

    private readonly record struct Conversion(Bme280Settings Settings, long Began, Conditions Felt);
}
