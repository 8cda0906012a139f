namespace Firmware.Tests.Shell.Samples;

/// <summary>A stub with a member of each kind, for the tests of the comparison.</summary>
public class Client(string host, int port = 8883) : IDisposable
{
    public int Count => host.Length + port;

    public bool TrySend(byte[] message, out int sent)
    {
        sent = message.Length;
        return sent > Count;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}

public enum State
{
    Closed = 0,
    Open = 1,
}
