using System.Net;
using Gateway.Host;
using Gateway.Host.Configuration;
using Gateway.Tests.Running;
using Microsoft.Data.Sqlite;
using Support;

namespace Gateway.Tests.Service;

/// <summary>What holds for every request: Microsoft, "Understand and resolve Azure IoT Hub errors", and the gateway's own limits.</summary>
public sealed class HttpTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task While_the_disk_fails_requests_are_told_to_come_back_and_are_served_when_it_takes_writes_again()
    {
        var fails = false;
        void Commit()
        {
            if (Volatile.Read(ref fails)) throw new SqliteException("the disk is full", SQLitePCL.raw.SQLITE_FULL);
        }

        await using var gateway = await RunningGateway.StartAsync(_directory, seams: new GatewaySeams { BeforeCommit = Commit });
        using var service = new ServiceClient(gateway);

        Volatile.Write(ref fails, true);
        var refused = await service.PutAsync("/devices/attic", "registryReadWrite", """{"deviceId":"attic"}""");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"), (refused.Status, refused.ErrorCode));

        Volatile.Write(ref fails, false);
        var created = await service.PutAsync("/devices/attic", "registryReadWrite", """{"deviceId":"attic"}""");
        Assert.Equal(HttpStatusCode.OK, created.Status);
    }

    [Fact]
    public async Task A_request_without_a_version_of_the_protocol_is_refused()
    {
        await using var gateway = await RunningGateway.StartAsync(_directory);
        using var service = new ServiceClient(gateway);
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = gateway.Tls() });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://localhost:{gateway.Host.HttpsPort}/devices");
        request.Headers.TryAddWithoutValidation("Authorization", service.Token("registryRead"));

        using var response = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("InvalidProtocolVersion", response.Headers.GetValues("iothub-errorcode").Single());
    }

    [Fact]
    public async Task Without_a_port_for_it_nothing_is_served()
    {
        await using var gateway = await RunningGateway.StartAsync(_directory, options => options with { HttpsPort = null });

        Assert.Null(gateway.Host.HttpsPort);
        await using var kitchen = await gateway.ConnectAsync("kitchen");
    }

    [Theory]
    [InlineData(65_536)]
    [InlineData(-1)]
    [InlineData(18_883)]
    public async Task A_port_that_cannot_be_is_named_in_one_line(int port)
    {
        var failure = await Assert.ThrowsAsync<GatewayStartException>(() => RunningGateway.StartAsync(
            _directory, options => options with { MqttPort = 18_883, HttpsPort = port }));

        Assert.Contains($"{port}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task The_program_refuses_a_port_that_cannot_be() =>
        Assert.NotEqual(0, await GatewayCommand.RunAsync(["--data", _directory.File("gateway"), "--https-port", "99999"]));
}
