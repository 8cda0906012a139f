using Gateway.Core.Sessions;

namespace Gateway.Core.Methods;

/// <summary>Direct methods: a request to a connected device, and its answer. Thread-safe.</summary>
/// <remarks>Source: Microsoft, "Understand and invoke direct methods from IoT Hub".</remarks>
public sealed class MethodCalls(ConnectedClients clients, TimeProvider clock)
{
    /// <summary>Calls a method.</summary>
    /// <param name="clientId">The device, or <c>{device}/{module}</c>.</param>
    /// <param name="name">The method's name; without "/", which would end it in the topic.</param>
    /// <param name="payload">The request: JSON, or empty.</param>
    /// <param name="connectTimeout">How long to wait for a device that is not connected; zero gives up at once.</param>
    /// <param name="responseTimeout">How long to wait for the answer.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<MethodResult> InvokeAsync(
        string clientId,
        string name,
        ReadOnlyMemory<byte> payload,
        TimeSpan connectTimeout,
        TimeSpan responseTimeout,
        CancellationToken cancellation)
    {
        if (await FindAsync(clientId, connectTimeout, cancellation) is not { } session) return new MethodResult.NotOnline();
        try
        {
            return await session.CallAsync(name, payload, responseTimeout, clock, cancellation);
        }
        catch (TimeoutException)
        {
            return new MethodResult.TimedOut();
        }
    }

    private async Task<HubSession?> FindAsync(string clientId, TimeSpan connectTimeout, CancellationToken cancellation)
    {
        if (clients.Find(clientId) is { TakesMethods: true } session) return session;
        if (connectTimeout <= TimeSpan.Zero) return null;
        using var timeout = new CancellationTokenSource(connectTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return await clients.WaitAsync(clientId, candidate => candidate.TakesMethods, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
