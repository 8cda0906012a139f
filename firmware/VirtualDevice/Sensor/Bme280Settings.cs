namespace Firmware.VirtualDevice.Sensor;

/// <summary>What the control registers say, decoded (BST-BME280-DS002, sections 5.4.3, 5.4.5 and 5.4.6). Immutable.</summary>
/// <param name="CtrlHum">The latched ctrl_hum register.</param>
/// <param name="CtrlMeas">The ctrl_meas register.</param>
/// <param name="Config">The config register.</param>
internal readonly record struct Bme280Settings(byte CtrlHum, byte CtrlMeas, byte Config)
{
    /// <summary>How often each channel is measured: 0 (skipped), 1, 2, 4, 8 or 16 times; codes above 5 mean 16.</summary>
    public int TemperatureOversampling => Oversampling(CtrlMeas >> 5);

    public int PressureOversampling => Oversampling(CtrlMeas >> 2);

    public int HumidityOversampling => Oversampling(CtrlHum);

    /// <summary>The IIR filter's coefficient: 1 (off), 2, 4, 8 or 16; codes above 4 mean 16.</summary>
    public int FilterCoefficient => 1 << Math.Min((Config >> 2) & 7, 4);

    /// <summary>
    /// The longest a measurement takes: 1.25 + 2.3 * T + (2.3 * P + 0.575) + (2.3 * H + 0.575) ms, a bracket dropped when its
    /// channel is skipped (appendix B, section 9.1). x1 on all channels: 9.3 ms.
    /// </summary>
    public TimeSpan MeasurementTime => TimeSpan.FromMicroseconds(
        1250 + 2300 * TemperatureOversampling + Bracket(PressureOversampling) + Bracket(HumidityOversampling));

    private static int Oversampling(int code) => (code & 7) == 0 ? 0 : 1 << (Math.Min(code & 7, 5) - 1);

    private static int Bracket(int oversampling) => oversampling == 0 ? 0 : 2300 * oversampling + 575;
}
