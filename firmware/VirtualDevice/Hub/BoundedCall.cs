using System.Net.Sockets;
using System.Security.Authentication;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;

namespace Firmware.VirtualDevice.Hub;

/// <summary>
/// Turns a network conversation into what the firmware's ports promise: a call that blocks for a bounded time and says yes or
/// no. Only for threads of the fleet's own, since it blocks. Thread-safe.
/// </summary>
/// <param name="stopping">Ends every call early when the fleet stops.</param>
internal sealed class BoundedCall(CancellationToken stopping)
{
    /// <summary>Waits for a conversation to end.</summary>
    /// <param name="conversation">What to do; must honour its token.</param>
    /// <param name="timeout">How long it may take, in real time.</param>
    /// <param name="failure">Why there is no result, in words; null on success.</param>
    /// <returns>Its result, or the type's default on failure.</returns>
    public T? Run<T>(Func<CancellationToken, Task<T>> conversation, TimeSpan timeout, out string? failure)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(timeout);
        try
        {
            var result = conversation(limit.Token).GetAwaiter().GetResult();
            failure = null;
            return result;
        }
        catch (OperationCanceledException)
        {
            failure = stopping.IsCancellationRequested ? "the device stops" : $"no answer within {timeout.TotalSeconds} s";
        }
        catch (Exception e) when (IsTheNetworks(e))
        {
            failure = e.Message;
        }

        return default;
    }

    // Expected: the peer is away, is not whom it should be, refuses, or does not speak MQTT. Anything else is a defect of ours.
    private static bool IsTheNetworks(Exception e) => e
        is IOException or SocketException or AuthenticationException or TimeoutException
        or MqttConnectRefusedException or MqttSubscriptionRefusedException or MqttProtocolViolationException;
}
