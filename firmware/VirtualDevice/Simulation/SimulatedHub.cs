using Firmware.Core.Ports;

namespace Firmware.VirtualDevice.Simulation;

/// <summary>
/// Network, provisioning and hub of one simulated device in one object, without a socket: what is sent arrives in the ledger,
/// unless there is no Wi-Fi. Used by one thread at a time.
/// </summary>
/// <param name="deviceId">The identity that provisioning assigns.</param>
/// <param name="time">The true time.</param>
/// <param name="ledger">Takes what arrives.</param>
internal sealed class SimulatedHub(string deviceId, VirtualTime time, HubLedger ledger) : INetwork, IProvisioning, IHubClient
{
    private const string HostName = "simulated";

    private bool _isConnected;
    private bool _losesAcknowledgement;
    private long _offlineUntilMs;

    /// <inheritdoc/>
    public bool IsConnected => _isConnected && IsOnline;

    /// <summary>The clock of the running boot, which hears of the network.</summary>
    public BoardClock? Clock { get; set; }

    /// <summary>Whether the network was looked for in the running boot.</summary>
    public bool IsAsked { get; set; }

    private bool IsOnline => time.ElapsedMs >= _offlineUntilMs;

    /// <summary>Takes the Wi-Fi away for a while; a longer outage that runs already stays as it is.</summary>
    public void GoOffline(long durationMs)
    {
        _offlineUntilMs = Math.Max(_offlineUntilMs, time.ElapsedMs + durationMs);
        _isConnected = false;
    }

    /// <summary>Ends every disturbance.</summary>
    public void GoOnline() => (_offlineUntilMs, _losesAcknowledgement) = (0, false);

    /// <summary>Lets the next message arrive, and its acknowledgement not.</summary>
    public void LoseAcknowledgement() => _losesAcknowledgement = true;

    /// <inheritdoc/>
    public bool HasWifi => true;

    /// <inheritdoc/>
    public bool TryConnect(WifiCredentials? wifi)
    {
        IsAsked = true;
        if (IsOnline) Clock?.NoteNetwork();
        return IsOnline;
    }

    /// <inheritdoc/>
    public HubAssignment? Register(DpsIdentity? identity) => IsOnline ? new HubAssignment(HostName, deviceId) : null;

    /// <inheritdoc/>
    public bool TryConnect(string hub, string deviceId, string? key) => _isConnected = IsOnline;

    /// <inheritdoc/>
    public bool TrySend(HubMessage message)
    {
        if (!IsConnected) return false;
        ledger.Take(message);
        if (!_losesAcknowledgement) return true;
        _losesAcknowledgement = false;
        _isConnected = false;
        return false;
    }

    /// <inheritdoc/>
    public void Disconnect() => _isConnected = false;
}
