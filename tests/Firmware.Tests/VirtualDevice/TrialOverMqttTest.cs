using System.Collections.Concurrent;
using System.Text.Json;
using Firmware.Core.Ports;
using Firmware.VirtualDevice.Board;
using Firmware.VirtualDevice.Climates;
using Firmware.VirtualDevice.Fleet;
using Support;

namespace Firmware.Tests.VirtualDevice;

/// <summary>A running device, with real sockets, whose twin moves it to another network and another registration.</summary>
public sealed class TrialOverMqttTest : IAsyncDisposable
{
    private const string Report = "$iothub/twin/PATCH/properties/reported/?$rid=";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string NewKey = Convert.ToBase64String([.. Enumerable.Repeat((byte)7, 32)]);

    private readonly HubEmulator _hub = new();
    private readonly AccessPoints _around = new();
    private readonly TemporaryDirectory _directory = new();
    private readonly StringWriter _log = new();
    private readonly ConcurrentQueue<string> _answers = new();
    private readonly TaskCompletionSource _kept = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_desired_network_is_joined_and_acknowledged()
    {
        _around.Put(new WifiCredentials("old-net", "old-password"));
        _around.Put(new WifiCredentials("new-net", "new-password"));
        Serve("""{"wifi":{"ssid":"new-net","password":"new-password"},"$version":3}""", "wifi");
        await using var fleet = VirtualFleet.Start(Options());
        await _kept.Task.WaitAsync(Patience);

        Assert.Equal(["202", "200"], _answers);
        Assert.Equal(3, _hub.Connects.Count); // to DPS once, and to the hub before and after
        AssertNowhere("-password");
    }

    [Fact]
    public async Task A_desired_registration_is_made_with_its_own_key_before_the_hub_is_left_for_good()
    {
        _around.Put(new WifiCredentials("old-net", "old-password"));
        Serve($$"""{"dps":{"idScope":"0neNEW","key":"{{NewKey}}"},"$version":3}""", "dps");
        await using var fleet = VirtualFleet.Start(Options());
        await _kept.Task.WaitAsync(Patience);

        Assert.Equal(["202", "200"], _answers);
        Assert.Equal(
            ["scope/registrations/kitchen", "localhost/kitchen/", "0neNEW/registrations/kitchen", "localhost/kitchen/"],
            _hub.Connects.Select(connect => connect.UserName!.Split("/api")[0].Split('?')[0]));
        Assert.NotEqual(Password(1), Password(3));
        AssertNowhere(NewKey);
    }

    private void AssertNowhere(string secret)
    {
        Assert.DoesNotContain(secret, _log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_hub.Published, sent => (sent.Topic + sent.Body).Contains(secret, StringComparison.Ordinal));
    }

    private string Password(int connect) => System.Text.Encoding.UTF8.GetString(_hub.Connects.ElementAt(connect).Password!.Value.Span)
        .Split("sig=")[1].Split('&')[0];

    private void Serve(string desired, string section)
    {
        _hub.Answers = topic => topic switch
        {
            _ when topic.StartsWith("$iothub/twin/GET/?", StringComparison.Ordinal) =>
                ($"$iothub/twin/res/200/?{topic.Split('?')[1]}", $$$"""{"desired":{{{desired}}},"reported":{}}"""),
            _ when topic.StartsWith(Report, StringComparison.Ordinal) => ($"$iothub/twin/res/204/?{topic.Split('?')[1]}&$version=2", ""),
            _ => null,
        };
        _hub.OnPublish = (topic, body) =>
        {
            if (topic.StartsWith(Report, StringComparison.Ordinal)) Note(JsonDocument.Parse(body).RootElement, section);
            return topic.StartsWith("$dps/", StringComparison.Ordinal)
                ? [($"$dps/registrations/res/200/?{topic.Split('?')[1]}", Assigned)]
                : [];
        };
    }

    private const string Assigned =
        """{"operationId":"1","status":"assigned","registrationState":{"assignedHub":"localhost","deviceId":"kitchen"}}""";

    private void Note(JsonElement report, string section)
    {
        if (!report.TryGetProperty(section, out var answer) || answer.ValueKind == JsonValueKind.Null) return;
        _answers.Enqueue(answer.GetProperty("ac").GetRawText());
        if (_answers.Last() == "200") _kept.TrySetResult();
    }

    private VirtualFleetOptions Options() => new()
    {
        Devices =
        [
            new VirtualDeviceOptions
            {
                Id = "kitchen",
                Climate = new SyntheticClimate(1),
                Wifi = new WifiOptions { Around = _around, Deployed = new WifiCredentials("old-net", "old-password") },
            },
        ],
        Provisioning = new ProvisioningOptions
        {
            Host = "localhost", Port = _hub.Port, IdScope = "scope", GroupKey = Convert.ToBase64String(new byte[32]),
        },
        StateDirectory = _directory.Path,
        TrustedRoots = [_hub.Certificate],
        Log = _log,
        MinimumLogLevel = LogLevel.Debug,
    };
}
