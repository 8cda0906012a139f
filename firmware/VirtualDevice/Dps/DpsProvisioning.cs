using System.Text.Json;
using Firmware.Core.Ports;
using Firmware.VirtualDevice.Hub;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;

namespace Firmware.VirtualDevice.Dps;

/// <summary>
/// The Device Provisioning Service over MQTT and TLS, with a symmetric key
/// (learn.microsoft.com: "Communicate with DPS using the MQTT protocol"). Used by one thread.
/// </summary>
/// <param name="service">Where DPS is.</param>
/// <param name="idScope">The id scope.</param>
/// <param name="registrationId">The device's registration id.</param>
/// <param name="key">The device's own key.</param>
/// <param name="trust">Whose certificates are believed.</param>
/// <param name="calls">Bounds every call.</param>
/// <param name="log">Where failures are explained.</param>
internal sealed class DpsProvisioning(
    HubAddress service, string idScope, string registrationId, byte[] key, HubTrust trust, BoundedCall calls, ILog log) : IProvisioning
{
    /// <summary>How long one registration may take, its waits included.</summary>
    public static readonly TimeSpan RegistrationTimeout = TimeSpan.FromSeconds(60);

    private const string ApiVersion = "2019-03-31";
    private const string ClientVersion = "SensorFirmware%2F0.1";

    /// <inheritdoc/>
    public HubAssignment? Register()
    {
        var answer = calls.Run(RegisterAsync, RegistrationTimeout, out var failure);
        var problem = failure ?? answer?.Failure;
        if (problem is not null)
            log.Write(LogLevel.Warning, "dps", $"not registered host={service.Host} port={service.Port} error={problem}");
        return answer?.Assignment;
    }

    private async Task<DpsAnswer> RegisterAsync(CancellationToken stop)
    {
        await using var client = await MqttClient.ConnectAsync(Options(), stop);
        await client.SubscribeAsync(DpsTopics.Answers, MqttQos.AtLeastOnce, stop);
        var answer = await AskAsync(client, requestId: 1, operationId: null, stop);
        while (answer.RetryAfter is { } wait)
        {
            // The service's own pace, so by the real clock.
            await Task.Delay(wait, stop);
            answer = await AskAsync(client, answer.RequestId + 1, answer.OperationId, stop);
        }

        await client.DisconnectAsync(stop);
        return answer;
    }

    private async Task<DpsAnswer> AskAsync(MqttClient client, int requestId, string? operationId, CancellationToken stop)
    {
        // The question for a running registration has no body, but Azure's own clients send one blank.
        var topic = operationId is null ? DpsTopics.Register(requestId) : DpsTopics.OperationStatus(requestId, operationId);
        var body = operationId is null ? JsonSerializer.SerializeToUtf8Bytes(new { registrationId }) : " "u8.ToArray();
        await client.PublishAsync(topic, body, MqttQos.AtLeastOnce, stop);
        await foreach (var message in client.Messages.ReadAllAsync(stop))
            if (DpsAnswer.Read(message) is { } answer && answer.RequestId == requestId) return answer;
        throw new IOException("the connection ended before the answer");
    }

    // User name: {id scope}/registrations/{registration id}/api-version=...&ClientVersion=... (no "?" here).
    private MqttClientOptions Options() => new()
    {
        Host = service.Host,
        Port = service.Port,
        Tls = trust.TlsTo(service.Host),
        ClientId = registrationId,
        UserName = $"{idScope}/registrations/{registrationId}/api-version={ApiVersion}&ClientVersion={ClientVersion}",
        Password = SasToken.Sign(
            $"{idScope}/registrations/{registrationId}", key, TimeProvider.System.GetUtcNow() + SasToken.TimeToLive, "registration"),
    };
}
