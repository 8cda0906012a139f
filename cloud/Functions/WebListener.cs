using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cloud.Functions;

/// <summary>Kestrel on the loopback address, with nothing taken from the environment, so that several hosts fit in one process.</summary>
internal static class WebListener
{
    /// <summary>The largest batch taken, in bytes: 100 events of IoT Hub's 256 KiB, each quoted twice as JSON, with room to spare.</summary>
    public const long BatchBytesMax = 128L * 1024 * 1024;

    /// <summary>Makes the web application, not yet started and without routes.</summary>
    public static WebApplication Build(FunctionsOptions options, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BatchBytesMax;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddHostFiltering(filter => filter.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        var web = builder.Build();
        // A page of another site that points its own name at 127.0.0.1 must not read the API.
        web.UseHostFiltering();
        return web;
    }

    /// <summary>Starts listening and says where.</summary>
    public static async Task<Uri> StartAsync(WebApplication web, int port, CancellationToken cancellationToken)
    {
        try
        {
            await web.StartAsync(cancellationToken);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw new IOException($"port {port} of 127.0.0.1 is in use; choose another one, or 0 for any free port", error);
        }
        catch (SocketException error)
        {
            throw new IOException($"port {port} of 127.0.0.1 cannot be opened: {error.Message}; choose another one, or 0 for any free port", error);
        }

        var addresses = web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        return new Uri(addresses.Addresses.Single());
    }
}
