namespace Firmware.VirtualDevice.Simulation;

/// <summary>What can go wrong with a simulated device.</summary>
public enum FaultKind
{
    /// <summary>The bus is disturbed: so many transfers are not acknowledged.</summary>
    BusNak,

    /// <summary>The sensor's supply dips: its registers are as after power-on.</summary>
    BrownOut,

    /// <summary>One conversion is off, by so many hundredths of a °C.</summary>
    Spike,

    /// <summary>There is no Wi-Fi for a while.</summary>
    WifiOutage,

    /// <summary>The hub takes a message, but its acknowledgement gets lost, and the connection with it.</summary>
    LostAcknowledgement,

    /// <summary>UTC is wrong by so many ms for a while: a step there and a step back.</summary>
    ClockStep,

    /// <summary>The board has no power for a while: RAM is gone, flash stays, the next boot begins.</summary>
    PowerCut,
}
