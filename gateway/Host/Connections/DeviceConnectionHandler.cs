using Gateway.Core.IotHub;
using Gateway.Core.Sessions;
using Gateway.Mqtt;
using Gateway.Mqtt.Packets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;

namespace Gateway.Host.Connections;

/// <summary>Kestrel's entry to the gateway: one call for each TLS connection. Thread-safe.</summary>
internal sealed class DeviceConnectionHandler(ConnectionScope scope) : ConnectionHandler
{
    /// <inheritdoc/>
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        using var deadline = new ConnectionDeadline(scope.SystemClock, scope.Stopping);
        var output = new DeviceOutput(connection, scope.Limits.WriteTimeout, scope.SystemClock);
        var client = $"a client at {connection.RemoteEndPoint}";
        try
        {
            deadline.AllowSilence(scope.Limits.HandshakeTimeout);
            var packets = new MqttPacketPipe(
                connection.Transport.Input, new MqttLimits { RemainingLengthMax = scope.Limits.ConnectBytesMax });
            if (await ReadConnectAsync(packets, output, deadline.Ended) is not { } connect) return;
            client = connect.ClientId;
            deadline.IgnoreSilence();
            var credentials = ConnectHandshake.Credentials(connect, connection.Features.Get<PeerCertificates>());
            if (await AdmitAsync(connect, credentials, output, deadline) is not { } session) return;
            connection.Features.Get<HalfOpenPlace>()?.Dispose();
            packets.Limits = new MqttLimits { RemainingLengthMax = scope.Limits.PacketBytesMax };
            await new DeviceConnection(session, packets, output, deadline, scope).RunAsync(ConnectHandshake.Silence(connect));
        }
        catch (MqttProtocolViolationException e)
        {
            CountViolation(client, e.Message);
        }
        catch (HubViolationException e)
        {
            CountViolation(client, e.Message);
        }
        catch (OperationCanceledException) when (deadline.Reason is not null)
        {
            scope.Log.Disconnected(client, deadline.Reason);
        }
        catch (IOException e)
        {
            scope.Log.Disconnected(client, e.Message);
        }
        catch (Exception e)
        {
            scope.Log.ConnectionFaulted(client, e);
            throw;
        }
    }

    // The first packet alone may be answered with CONNACK; a CONNECT after it is a violation like any other (MQTT-3.1.0-2).
    private async ValueTask<ConnectPacket?> ReadConnectAsync(MqttPacketPipe packets, DeviceOutput output, CancellationToken ended)
    {
        try
        {
            return await ConnectHandshake.ReadAsync(packets, ended);
        }
        catch (MqttProtocolViolationException e) when (e.Answer is { } code)
        {
            await TellAsync("a client that is refused", output, code);
            throw;
        }
    }

    private async ValueTask<Session?> AdmitAsync(
        ConnectPacket connect, ConnectCredentials credentials, DeviceOutput output, ConnectionDeadline deadline)
    {
        var (session, code, reason) = await OpenAsync(connect, credentials, deadline.Ended);
        if (session is null) await RefuseAsync(connect, output, code, reason);
        return session;
    }

    private async ValueTask<(Session? Session, MqttConnectReturnCode Code, string Reason)> OpenAsync(
        ConnectPacket connect, ConnectCredentials credentials, CancellationToken ended)
    {
        try
        {
            var admission = await scope.Admission.AdmitAsync(credentials, scope.SystemClock.GetUtcNow(), ended);
            if (admission is AdmissionResult.Refused refused) return (null, MqttConnectReturnCode.NotAuthorized, refused.Reason);
            if (admission is AdmissionResult.Device device && !scope.Table.Allows(device.Identity.ClientId))
                return (null, MqttConnectReturnCode.ServerUnavailable, "its id is taken over too often");
            return (await scope.OpenAsync(admission, connect, ended), MqttConnectReturnCode.Accepted, "");
        }
        catch (SqliteException e)
        {
            // 3 makes official clients try again; 5 would make them give up (observed with azure-iot-device 1.18.4).
            return (null, MqttConnectReturnCode.ServerUnavailable, e.Message);
        }
        catch (HubViolationException e)
        {
            return (null, MqttConnectReturnCode.NotAuthorized, e.Message);
        }
    }

    private async ValueTask RefuseAsync(ConnectPacket connect, DeviceOutput output, MqttConnectReturnCode code, string reason)
    {
        scope.Counters.CountConnectRefused();
        scope.Log.ConnectRefused(connect.ClientId, connect.UserName, reason);
        await TellAsync(connect.ClientId, output, code);
    }

    // The last words to a client that is closed anyway: whether it takes them changes nothing else.
    private async ValueTask TellAsync(string client, DeviceOutput output, MqttConnectReturnCode code)
    {
        try
        {
            MqttPacketWriter.WriteConnAck(output.Buffer, code);
            await output.FlushAsync();
        }
        catch (IOException e)
        {
            scope.Log.Disconnected(client, e.Message);
        }
    }

    private void CountViolation(string client, string reason)
    {
        scope.Counters.CountViolation();
        scope.Log.Violation(client, reason);
    }
}
