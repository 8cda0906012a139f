using Gateway.Mqtt.Client;

namespace Gateway.Host.Upstream;

/// <summary>What came of connecting an identity upstream.</summary>
internal abstract record DialResult
{
    /// <summary>It is connected.</summary>
    public sealed record Connected(MqttClient Client) : DialResult;

    /// <summary>The parent refuses the identity, or there is no such identity.</summary>
    public sealed record Refused(string Reason) : DialResult;

    /// <summary>The parent cannot be reached, or is not ready.</summary>
    public sealed record Unreachable(string Reason) : DialResult;
}
