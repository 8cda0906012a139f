namespace Firmware.VirtualDevice.Simulation;

/// <summary>
/// How often each fault strikes a device, per day on average, and how hard; between the two bounds of a size or duration, each
/// order of magnitude is equally likely. Immutable.
/// </summary>
public sealed record FaultRates
{
    /// <summary>Nothing ever goes wrong.</summary>
    public static FaultRates None { get; } = new();

    /// <summary>A bad place to be a device: every kind of fault, several times a day in all.</summary>
    public static FaultRates Default { get; } = new()
    {
        BusNaks = 4,
        BrownOuts = 1,
        Spikes = 2,
        WifiOutages = 2,
        LostAcknowledgements = 2,
        ClockSteps = 1,
        PowerCuts = 0.5,
    };

    /// <summary>Disturbances of the bus, of 1 to 8 transfers.</summary>
    /// <value>The default is 0.</value>
    public double BusNaks { get; init; }

    /// <summary>Dips of the sensor's supply.</summary>
    /// <value>The default is 0.</value>
    public double BrownOuts { get; init; }

    /// <summary>Conversions that are off, by 5 to 200 °C.</summary>
    /// <value>The default is 0.</value>
    public double Spikes { get; init; }

    /// <summary>Outages of the Wi-Fi, of 5 s to 4 h.</summary>
    /// <value>The default is 0.</value>
    public double WifiOutages { get; init; }

    /// <summary>Acknowledgements that get lost.</summary>
    /// <value>The default is 0.</value>
    public double LostAcknowledgements { get; init; }

    /// <summary>Steps of UTC, by 50 ms to 1 h either way, for 1 min to 2 h.</summary>
    /// <value>The default is 0.</value>
    public double ClockSteps { get; init; }

    /// <summary>Cuts of the board's power, of 1 s to 20 min.</summary>
    /// <value>The default is 0.</value>
    public double PowerCuts { get; init; }
}
