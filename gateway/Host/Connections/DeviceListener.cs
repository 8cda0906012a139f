using System.Net;
using System.Net.Sockets;
using Gateway.Host.Certificates;
using Gateway.Host.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Connections;

/// <summary>The ports of a gateway, both TLS 1.2 or newer, by Kestrel: MQTT for devices, and HTTPS where it is wanted.</summary>
internal sealed class DeviceListener : IAsyncDisposable
{
    private readonly WebApplication _server;

    private DeviceListener(WebApplication server, int port, int? httpsPort) =>
        (_server, Port, HttpsPort) = (server, port, httpsPort);

    /// <summary>The TCP port for MQTT.</summary>
    public int Port { get; }

    /// <summary>The TCP port for HTTPS, or null where none is served.</summary>
    public int? HttpsPort { get; }

    /// <summary>Starts listening.</summary>
    /// <exception cref="GatewayStartException">The port is taken, or not for this user.</exception>
    public static async Task<DeviceListener> StartAsync(
        GatewayOptions options,
        CertificateStore certificates,
        ConnectionScope scope,
        HttpScope http,
        ILoggerFactory loggers,
        CancellationToken cancellation)
    {
        var server = Build(options, certificates, scope, http, loggers);
        try
        {
            await server.StartAsync(cancellation);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await server.DisposeAsync();
            var ports = options.HttpsPort is { } https ? $"{options.MqttPort} or {https}" : $"{options.MqttPort}";
            throw new GatewayStartException(
                $"port {ports} cannot be opened ({e.Message}); end what uses it, or choose another with --port or --https-port", e);
        }

        // The addresses stand in the order in which they were asked for.
        var addresses = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var bound = addresses.Select(address => BindingAddress.Parse(address).Port).ToArray();
        return new DeviceListener(server, bound[0], options.HttpsPort is null ? null : bound[1]);
    }

    /// <summary>Stops listening and waits until the last connection has ended; what is left at the time limit is cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private static WebApplication Build(
        GatewayOptions options, CertificateStore certificates, ConnectionScope scope, HttpScope http, ILoggerFactory loggers)
    {
        // Empty: this server takes no configuration but the gateway's own.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(scope);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddRouting();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Limits.StopTimeout);

        // One byte: a flush returns when the operating system has it all, so nothing is left behind that could hold a socket open.
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.MaxWriteBufferSize = 1);
        var gate = new ConnectionGate(options.Limits, scope.Counters, scope.SystemClock);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxConcurrentConnections = options.Limits.ConnectionsMax;
            HttpLimits.Apply(options.Limits, kestrel.Limits);
            Listen(kestrel, options.MqttPort, listen => Secure(listen).UseConnectionHandler<DeviceConnectionHandler>());
            if (options.HttpsPort is { } https) Listen(kestrel, https, listen => Secure(listen).Protocols = HttpProtocols.Http1);
        });
        var server = builder.Build();
        HttpRoutes.Map(server, http);
        WebSocketRoutes.Map(server, scope);
        return server;

        ListenOptions Secure(ListenOptions listen) => listen.Guard(gate).Secure(certificates, options.Limits);

        void Listen(KestrelServerOptions kestrel, int port, Action<ListenOptions> serve)
        {
            if (options.ListenAddress is { } address) kestrel.Listen(new IPEndPoint(address, port), serve);
            else kestrel.ListenAnyIP(port, serve);
        }
    }

    // The gateway's owner decides when it ends; a listener inside another program must not listen to Ctrl+C.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
