using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Host.Connections;

/// <summary>
/// The sending side of a connection. A flush that takes too long cuts the connection off: what was written would otherwise wait in the
/// server, and the socket with it, for as long as a peer that does not read pleases. For one writer at a time.
/// </summary>
internal sealed class DeviceOutput(ConnectionContext connection, TimeSpan writeTimeout, TimeProvider clock)
{
    /// <summary>Takes what the next flush sends.</summary>
    public IBufferWriter<byte> Buffer => connection.Transport.Output;

    /// <summary>Hands what was written to the operating system.</summary>
    /// <returns>False when the client takes nothing more, because it closed the connection.</returns>
    /// <exception cref="IOException">The connection broke, or the client does not read and was cut off.</exception>
    public async ValueTask<bool> FlushAsync()
    {
        try
        {
            var flushed = await connection.Transport.Output.FlushAsync().AsTask().WaitAsync(writeTimeout, clock);
            return !flushed.IsCompleted;
        }
        catch (TimeoutException e)
        {
            const string reason = "the client does not read";
            connection.Abort(new ConnectionAbortedException(reason));
            throw new IOException(reason, e);
        }
    }
}
