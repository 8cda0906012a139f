using System.Buffers;
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
        var client = $"a client at {connection.RemoteEndPoint}";
        try
        {
            deadline.AllowSilence(scope.Limits.HandshakeTimeout);
            var packets = new MqttPacketPipe(
                connection.Transport.Input, new MqttLimits { RemainingLengthMax = scope.Limits.ConnectBytesMax });
            if (await ConnectHandshake.ReadAsync(packets, deadline.Ended) is not { } connect) return;
            client = connect.ClientId;
            deadline.IgnoreSilence();
            if (await AdmitAsync(connect, connection, deadline) is not { } session) return;
            packets.Limits = new MqttLimits { RemainingLengthMax = scope.Limits.PacketBytesMax };
            await new DeviceConnection(session, packets, connection.Transport.Output, deadline, scope).RunAsync(
                ConnectHandshake.Silence(connect));
        }
        catch (MqttProtocolViolationException e)
        {
            CountViolation(client, e.Message);
            if (e.Answer is { } code) await WriteAsync(connection, output => MqttPacketWriter.WriteConnAck(output, code));
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

    private async ValueTask<Session?> AdmitAsync(ConnectPacket connect, ConnectionContext connection, ConnectionDeadline deadline)
    {
        AdmissionResult admission;
        try
        {
            admission = await scope.Admission.AdmitAsync(
                ConnectHandshake.Credentials(connect), scope.SystemClock.GetUtcNow(), deadline.Ended);
        }
        catch (SqliteException e)
        {
            // 3 makes official clients try again; 5 would make them give up (reference/iot-hub-protocol.md section 1.9, trap 4).
            await RefuseAsync(connect, connection, MqttConnectReturnCode.ServerUnavailable, e.Message);
            return null;
        }

        if (scope.Open(admission) is { } session) return session;
        await RefuseAsync(connect, connection, MqttConnectReturnCode.NotAuthorized, ((AdmissionResult.Refused)admission).Reason);
        return null;
    }

    private async ValueTask RefuseAsync(ConnectPacket connect, ConnectionContext connection, MqttConnectReturnCode code, string reason)
    {
        scope.Counters.CountConnectRefused();
        scope.Log.ConnectRefused(connect.ClientId, connect.UserName, reason);
        await WriteAsync(connection, output => MqttPacketWriter.WriteConnAck(output, code));
    }

    // The last words to a client that is closed anyway: it may not read them, but it may not hold the connection open by that either.
    private async ValueTask WriteAsync(ConnectionContext connection, Action<IBufferWriter<byte>> write)
    {
        try
        {
            write(connection.Transport.Output);
            await connection.Transport.Output.FlushAsync().AsTask().WaitAsync(scope.Limits.WriteTimeout, scope.SystemClock);
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            scope.Log.Disconnected(connection.ConnectionId, e.Message);
        }
    }

    private void CountViolation(string client, string reason)
    {
        scope.Counters.CountViolation();
        scope.Log.Violation(client, reason);
    }
}
