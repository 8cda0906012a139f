using Gateway.Host;
using Gateway.Host.Certificates;
using Gateway.Host.Configuration;
using Gateway.Tests.Running;
using Support;

namespace Gateway.Tests.Hosting;

/// <summary>The first start, the next, and the ones that cannot be.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_is_secret_is_readable_by_its_owner_only()
    {
        if (OperatingSystem.IsWindows()) return;
        await using (var gateway = await RunningGateway.StartAsync(_directory)) await gateway.EnrollAsync("kitchen");

        foreach (var name in new[] { "enrollment-group.json", "root.key", "server.key", "gateway.db" })
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_directory.File("gateway"), name)));
    }

    [Fact]
    public async Task Group_key_stands_in_its_file_as_people_copy_it()
    {
        for (var start = 0; start < 8; start++)
        {
            using var directory = new TemporaryDirectory();
            await using var gateway = await RunningGateway.StartAsync(directory);
            var text = await File.ReadAllTextAsync(Path.Combine(directory.File("gateway"), "enrollment-group.json"));
            Assert.Contains(gateway.Host.EnrollmentGroupKey, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_data_directory_made_by_the_gateway_is_its_owners_only_and_one_that_was_there_keeps_its_mode()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        const UnixFileMode shared = ownerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        Directory.CreateDirectory(_directory.File("shared"));
        File.SetUnixFileMode(_directory.File("shared"), shared);

        await using var first = await RunningGateway.StartAsync(_directory);
        await using var second = await RunningGateway.StartAsync(
            _directory, options => options with { DataDirectory = _directory.File("shared") });

        Assert.Equal(ownerOnly, File.GetUnixFileMode(_directory.File("gateway")));
        Assert.Equal(shared, File.GetUnixFileMode(_directory.File("shared")));
    }

    [Fact]
    public async Task Two_gateways_share_no_key()
    {
        using var other = new TemporaryDirectory();
        await using var first = await RunningGateway.StartAsync(_directory);
        await using var second = await RunningGateway.StartAsync(other);

        Assert.NotEqual(first.Host.EnrollmentGroupKey, second.Host.EnrollmentGroupKey);
        Assert.NotEqual(first.Host.IdScope, second.Host.IdScope);
        Assert.NotEqual(first.Host.RootCertificate.GetPublicKey(), second.Host.RootCertificate.GetPublicKey());
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("gateway.test")]
    public void The_server_certificate_names_every_way_to_the_gateway(string name)
    {
        using var certificates = new CertificateStore(_directory.Path, "gateway.test", TimeProvider.System);

        Assert.True(certificates.Server().TargetCertificate.MatchesHostname(name));
        Assert.True(certificates.Server().TargetCertificate.MatchesHostname(Environment.MachineName));
    }

    [Fact]
    public void The_root_stays_and_the_server_certificate_is_renewed_before_it_expires()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        using var certificates = new CertificateStore(_directory.Path, "localhost", clock);
        var first = certificates.Server().TargetCertificate;
        Assert.Same(first, certificates.Server().TargetCertificate);

        clock.Advance(TimeSpan.FromDays(340));

        Assert.NotEqual(first.SerialNumber, certificates.Server().TargetCertificate.SerialNumber);
        using var reopened = new CertificateStore(_directory.Path, "localhost", clock);
        Assert.Equal(certificates.Root.Thumbprint, reopened.Root.Thumbprint);
        Assert.Equal(certificates.Server().TargetCertificate.Thumbprint, reopened.Server().TargetCertificate.Thumbprint);
        using var renamed = new CertificateStore(_directory.Path, "other.test", clock);
        Assert.True(renamed.Server().TargetCertificate.MatchesHostname("other.test"));
    }

    [Fact]
    public async Task A_port_in_use_is_named_in_one_line()
    {
        using var other = new TemporaryDirectory();
        await using var first = await RunningGateway.StartAsync(_directory);

        await ShouldNotStartAsync(
            $"port {first.Host.MqttPort}", options => options with { DataDirectory = other.Path, MqttPort = first.Host.MqttPort });
    }

    [Fact]
    public async Task A_data_directory_in_use_is_named_in_one_line()
    {
        await using var first = await RunningGateway.StartAsync(_directory);

        await ShouldNotStartAsync("in use by another gateway", options => options);
    }

    [Fact]
    public Task A_data_directory_that_cannot_be_is_named_in_one_line()
    {
        File.WriteAllText(_directory.File("file"), "");

        return ShouldNotStartAsync(
            _directory.File("file"), options => options with { DataDirectory = Path.Combine(_directory.File("file"), "below") });
    }

    [Fact]
    public async Task A_store_that_is_none_is_named_in_one_line()
    {
        Directory.CreateDirectory(_directory.File("gateway"));
        await File.WriteAllTextAsync(Path.Combine(_directory.File("gateway"), "gateway.db"), new string('x', 10_000));

        await ShouldNotStartAsync("gateway.db", options => options);
    }

    [Fact]
    public async Task A_damaged_enrolment_group_is_named_in_one_line()
    {
        Directory.CreateDirectory(_directory.File("gateway"));
        await File.WriteAllTextAsync(Path.Combine(_directory.File("gateway"), "enrollment-group.json"), """{"idScope":"x"}""");

        await ShouldNotStartAsync("enrollment-group.json", options => options);
    }

    [Fact]
    public async Task Another_number_of_partitions_is_refused_because_it_would_break_the_order()
    {
        await (await RunningGateway.StartAsync(_directory)).DisposeAsync();

        await ShouldNotStartAsync("4 event partitions", options => options with { EventPartitions = 8 });
    }

    [Theory]
    [InlineData("ftp://localhost/telemetry")]
    [InlineData("http://localhost/")]
    public Task An_events_url_without_a_function_is_refused(string url) =>
        ShouldNotStartAsync("events URL", options => options with { EventsUrl = new Uri(url) });

    [Fact]
    public async Task What_is_no_option_ends_the_program_with_one_line()
    {
        Assert.NotEqual(0, await GatewayCommand.RunAsync(["--nonsense"]));
        Assert.NotEqual(0, await GatewayCommand.RunAsync(["--port", "seven"]));
        Assert.NotEqual(0, await GatewayCommand.RunAsync(["--data", _directory.File("gateway"), "--port", "99999"]));
        Assert.NotEqual(0, await GatewayCommand.RunAsync(["--data", _directory.File("gateway"), "--events-url", "telemetry"]));
    }

    private async Task ShouldNotStartAsync(string named, Func<GatewayOptions, GatewayOptions> change)
    {
        var failure = await Assert.ThrowsAsync<GatewayStartException>(() => RunningGateway.StartAsync(_directory, change));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }
}
