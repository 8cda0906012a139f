namespace Firmware.VirtualDevice.Climates;

/// <summary>What the air around a sensor is like at one instant, as physical values. Immutable.</summary>
/// <param name="TemperatureC">Temperature in °C; the BME280 measures [-40, 85].</param>
/// <param name="HumidityPercent">Relative humidity in %RH; the BME280 measures [0, 100].</param>
/// <param name="PressureHPa">Barometric pressure in hPa; the BME280 measures [300, 1100].</param>
public readonly record struct Conditions(double TemperatureC, double HumidityPercent, double PressureHPa);
