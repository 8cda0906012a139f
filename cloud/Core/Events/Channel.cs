namespace Cloud.Core.Events;

/// <summary>What a reading measures.</summary>
public enum Channel
{
    /// <summary>Air temperature, °C.</summary>
    Temperature = 0,

    /// <summary>Relative humidity, %RH.</summary>
    Humidity = 1,

    /// <summary>Air pressure, hPa.</summary>
    Pressure = 2,
}
