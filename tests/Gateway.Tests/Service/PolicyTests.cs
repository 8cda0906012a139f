using System.Net;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Service;

/// <summary>Microsoft, "Control access to IoT Hub by using shared access signatures": no policy may do more than it is for.</summary>
public sealed class PolicyTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private RunningGateway _gateway = null!;
    private ServiceClient _service = null!;

    public async Task InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync(_directory);
        _service = new ServiceClient(_gateway);
        await _service.PutAsync("/devices/attic", "registryReadWrite", """{"deviceId":"attic"}""");
    }

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    public void Dispose()
    {
        _service.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("registryRead", true, false)]
    [InlineData("registryReadWrite", true, true)]
    [InlineData("service", false, false)]
    [InlineData("device", false, false)]
    public async Task A_policy_reads_or_writes_the_registry_as_it_is_allowed(string policy, bool reads, bool writes)
    {
        var read = await _service.GetAsync("/devices/attic", policy);
        var written = await _service.PutAsync("/devices/attic", policy, """{"deviceId":"attic"}""", "*");

        Assert.Equal((reads, writes), (read.Status == HttpStatusCode.OK, written.Status == HttpStatusCode.OK));
        if (!writes) Assert.Equal((HttpStatusCode.Unauthorized, "IotHubUnauthorizedAccess"), (written.Status, written.ErrorCode));
    }

    [Fact]
    public async Task A_token_is_good_for_its_part_of_the_hub_only()
    {
        await ShouldBeAsync(HttpStatusCode.OK, _service.Token("registryRead", "localhost/devices"));
        await ShouldBeAsync(HttpStatusCode.OK, _service.Token("registryRead", "LOCALHOST/devices/attic"));
        await ShouldBeAsync(HttpStatusCode.Unauthorized, _service.Token("registryRead", "localhost/devices/att"));
        await ShouldBeAsync(HttpStatusCode.Unauthorized, _service.Token("registryRead", "localhost/devices/cellar"));
        await ShouldBeAsync(HttpStatusCode.Unauthorized, _service.Token("registryRead", "other.test"));
        await ShouldBeAsync(HttpStatusCode.Unauthorized, _service.Token("registryRead", "local"));
    }

    [Fact]
    public async Task Tokens_that_are_none_expired_or_anothers_are_refused()
    {
        var other = _gateway.Host.Policies.Find("service")!.Primary.ToArray();
        var secondary = _gateway.Host.Policies.Find("registryRead")!.Secondary.ToArray();
        await ShouldBeAsync(HttpStatusCode.Unauthorized, null);
        await ShouldBeAsync(HttpStatusCode.Unauthorized, "Bearer x");
        await ShouldBeAsync(HttpStatusCode.Unauthorized, _service.Token("registryRead", expiresAt: DateTimeOffset.UtcNow.AddSeconds(-1)));
        await ShouldBeAsync(HttpStatusCode.Unauthorized, _service.Token("registryRead", key: other));
        await ShouldBeAsync(HttpStatusCode.Unauthorized, _service.Token("iothubowner", key: other));
        await ShouldBeAsync(HttpStatusCode.Unauthorized, _gateway.Device("attic", other).Password);
        await ShouldBeAsync(HttpStatusCode.OK, _service.Token("registryRead", key: secondary));
    }

    [Fact]
    public async Task Keys_are_made_on_first_start_kept_and_shared_with_no_other_gateway()
    {
        using var directory = new TemporaryDirectory();
        await using var other = await RunningGateway.StartAsync(directory);
        var token = _service.Token("registryRead");

        await _gateway.DisposeAsync();
        _gateway = await RunningGateway.StartAsync(_directory);

        using var again = new ServiceClient(_gateway);
        using var elsewhere = new ServiceClient(other);
        Assert.Equal(HttpStatusCode.OK, (await again.SendWithTokenAsync(HttpMethod.Get, "/devices/attic", token)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.SendWithTokenAsync(HttpMethod.Get, "/devices/attic", token)).Status);
        Assert.Null(_gateway.Host.Policies.Find("iothubowner"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(_directory.File("gateway"), "policies.json")));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""[{"name":"a","rights":"Everything","primaryKey":"MDEyMzQ1Njc4OWFiY2RlZg==","secondaryKey":"MDEyMzQ1Njc4OWFiY2RlZg=="}]""")]
    [InlineData("""[{"name":"a","rights":"ServiceConnect","primaryKey":"c2hvcnQ=","secondaryKey":"c2hvcnQ="}]""")]
    [InlineData("""[{"rights":"ServiceConnect"}]""")]
    public async Task A_damaged_policy_file_is_named_in_one_line(string text)
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory.File("gateway"));
        await File.WriteAllTextAsync(Path.Combine(directory.File("gateway"), "policies.json"), text);

        var failure = await Assert.ThrowsAsync<Gateway.Host.GatewayStartException>(() => RunningGateway.StartAsync(directory));

        Assert.Contains("policies.json", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    private async Task ShouldBeAsync(HttpStatusCode status, string? token) =>
        Assert.Equal(status, (await _service.SendWithTokenAsync(HttpMethod.Get, "/devices/attic", token)).Status);
}
