using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Gateway.Host.Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Connections;

/// <summary>The port on which devices are served: MQTT over TLS 1.2 or newer, by Kestrel.</summary>
internal sealed class DeviceListener : IAsyncDisposable
{
    private readonly WebApplication _server;

    private DeviceListener(WebApplication server, int port) => (_server, Port) = (server, port);

    /// <summary>The TCP port.</summary>
    public int Port { get; }

    /// <summary>Starts listening.</summary>
    /// <exception cref="GatewayStartException">The port is taken, or not for this user.</exception>
    public static async Task<DeviceListener> StartAsync(
        GatewayOptions options,
        CertificateStore certificates,
        ConnectionScope scope,
        ILoggerFactory loggers,
        CancellationToken cancellation)
    {
        var server = Build(options, certificates, scope, loggers);
        try
        {
            await server.StartAsync(cancellation);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await server.DisposeAsync();
            throw new GatewayStartException(
                $"port {options.MqttPort} cannot be opened ({e.Message}); end what uses it, or choose another with --port", e);
        }

        var addresses = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return new DeviceListener(server, BindingAddress.Parse(addresses.Addresses.First()).Port);
    }

    /// <summary>Stops listening and waits until the last connection has ended; what is left at the time limit is cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private static WebApplication Build(
        GatewayOptions options, CertificateStore certificates, ConnectionScope scope, ILoggerFactory loggers)
    {
        // Empty: this server takes no configuration but the gateway's own.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(scope);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Limits.StopTimeout);

        // One byte: a flush returns when the operating system has it all, so nothing is left behind that could hold a socket open.
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.MaxWriteBufferSize = 1);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxConcurrentConnections = options.Limits.ConnectionsMax;
            if (options.ListenAddress is { } address) kestrel.Listen(new IPEndPoint(address, options.MqttPort), Serve);
            else kestrel.ListenAnyIP(options.MqttPort, Serve);
        });
        return builder.Build();

        void Serve(ListenOptions listen) => listen
            .UseHttps(new TlsHandshakeCallbackOptions
            {
                HandshakeTimeout = options.Limits.HandshakeTimeout,
                OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
                {
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                    ServerCertificateContext = certificates.Server(),
                }),
            })
            .UseConnectionHandler<DeviceConnectionHandler>();
    }

    // The gateway's owner decides when it ends; a listener inside another program must not listen to Ctrl+C.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
