namespace Gateway.Mqtt.Client;

/// <summary>The server has answered CONNECT with a refusal.</summary>
/// <param name="returnCode">Why.</param>
public sealed class MqttConnectRefusedException(MqttConnectReturnCode returnCode)
    : Exception($"the server refused the connection: {returnCode} (CONNACK {(int)returnCode})")
{
    /// <summary>Why; never <see cref="MqttConnectReturnCode.Accepted"/>.</summary>
    public MqttConnectReturnCode ReturnCode { get; } = returnCode;
}
