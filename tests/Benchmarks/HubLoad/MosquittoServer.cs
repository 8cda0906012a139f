using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Benchmarks.HubLoad;

/// <summary>
/// Eclipse mosquitto with the gateway's certificate, for comparison: it keeps nothing on the disk and checks no credentials.
/// </summary>
internal sealed class MosquittoServer : Server
{
    private MosquittoServer(Process process, int port)
        : base(process, port)
    {
    }

    public static MosquittoServer Start(string program, Folder folder, string certificates)
    {
        var port = FreePort();
        File.WriteAllText(folder.File("mosquitto.conf"), $"""
            listener {port} 127.0.0.1
            allow_anonymous true
            certfile {certificates}/server.pem
            keyfile {certificates}/server.key
            log_type error
            """);
        // -d is not given: it stays our child. User root would otherwise change to one that may not read the key.
        File.AppendAllText(folder.File("mosquitto.conf"), $"\nuser {Environment.UserName}\n");
        var process = Process.Start(new ProcessStartInfo(program, ["-c", folder.File("mosquitto.conf")]))!;
        while (!Answers(port))
            if (process.WaitForExit(10)) throw new InvalidOperationException("mosquitto did not start");
        return new MosquittoServer(process, port);
    }

    private static bool Answers(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
