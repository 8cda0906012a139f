using System.Text.Json;
using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;
using Firmware.VirtualDevice.Hub;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;

namespace Firmware.VirtualDevice.Dps;

/// <summary>
/// The Device Provisioning Service over MQTT and TLS, with a symmetric key
/// (learn.microsoft.com: "Communicate with DPS using the MQTT protocol"). Used by one thread.
/// </summary>
/// <param name="own">Where DPS is and as whom to register, while the device is told nothing else.</param>
/// <param name="defaultPort">The port of an endpoint that names none.</param>
/// <param name="trust">Whose certificates are believed.</param>
/// <param name="calls">Bounds every call.</param>
/// <param name="log">Where failures are explained.</param>
internal sealed class DpsProvisioning(
    DpsIdentity own, int defaultPort, HubTrust trust, BoundedCall calls, ILog log) : IProvisioning
{
    /// <summary>How long one registration may take, its waits included.</summary>
    public static readonly TimeSpan RegistrationTimeout = TimeSpan.FromSeconds(60);

    private const string ApiVersion = "2019-03-31";
    private const string ClientVersion = "SensorFirmware%2F0.1";

    /// <inheritdoc/>
    public HubAssignment? Register(DpsIdentity? identity = null)
    {
        var whom = identity ?? own;
        if (!HubAddress.TryParse(whom.Endpoint, defaultPort, out var service))
        {
            log.Write(LogLevel.Error, "dps", new LogText("not the name of a host").With("endpoint", whom.Endpoint).Text);
            return null;
        }

        var answer = calls.Run(stop => RegisterAsync(service, whom, stop), RegistrationTimeout, out var failure);
        var problem = failure ?? answer?.Failure;
        if (problem is not null)
            log.Write(LogLevel.Warning, "dps", new LogText("not registered").With("host", service.Host).With("port", service.Port).With("error", problem).Text);
        return answer?.Assignment;
    }

    private async Task<DpsAnswer> RegisterAsync(HubAddress service, DpsIdentity whom, CancellationToken stop)
    {
        await using var client = await MqttClient.ConnectAsync(Options(service, whom), stop);
        await client.SubscribeAsync(DpsTopics.Answers, MqttQos.AtLeastOnce, stop);
        var answer = await AskAsync(client, whom, requestId: 1, operationId: null, stop);
        while (answer.RetryAfter is { } wait)
        {
            // The service's own pace, so by the real clock.
            await Task.Delay(wait, stop);
            answer = await AskAsync(client, whom, answer.RequestId + 1, answer.OperationId, stop);
        }

        await client.DisconnectAsync(stop);
        return answer;
    }

    private static async Task<DpsAnswer> AskAsync(
        MqttClient client, DpsIdentity whom, int requestId, string? operationId, CancellationToken stop)
    {
        // The question for a running registration has no body, but Azure's own clients send one blank.
        var topic = operationId is null ? DpsTopics.Register(requestId) : DpsTopics.OperationStatus(requestId, operationId);
        var body = operationId is null ? JsonSerializer.SerializeToUtf8Bytes(new { registrationId = whom.RegistrationId }) : " "u8.ToArray();
        await client.PublishAsync(topic, body, MqttQos.AtLeastOnce, stop);
        await foreach (var message in client.Messages.ReadAllAsync(stop))
            if (DpsAnswer.Read(message) is { } answer && answer.RequestId == requestId) return answer;
        throw new IOException("the connection ended before the answer");
    }

    // User name: {id scope}/registrations/{registration id}/api-version=...&ClientVersion=... (no "?" here).
    private MqttClientOptions Options(HubAddress service, DpsIdentity whom) => new()
    {
        Host = service.Host,
        Port = service.Port,
        Tls = trust.TlsTo(service.Host),
        ClientId = whom.RegistrationId,
        UserName = $"{whom.IdScope}/registrations/{whom.RegistrationId}/api-version={ApiVersion}&ClientVersion={ClientVersion}",
        Password = SasToken.Sign(
            $"{whom.IdScope}/registrations/{whom.RegistrationId}",
            DeviceKey.TryParse(whom.Key, out var key) ? key : [],
            TimeProvider.System.GetUtcNow() + SasToken.TimeToLive,
            "registration"),
    };
}
