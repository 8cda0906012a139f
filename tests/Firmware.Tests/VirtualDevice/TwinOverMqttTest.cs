using System.Collections;
using System.Text.Json;
using Firmware.VirtualDevice.Climates;
using Firmware.VirtualDevice.Fleet;
using Firmware.VirtualDevice.Hub;
using Support;

namespace Firmware.Tests.VirtualDevice;

public sealed class TwinOverMqttTest : HubClientRig
{
    private const string Get = "$iothub/twin/GET/?$rid=";
    private const string Report = "$iothub/twin/PATCH/properties/reported/?$rid=";
    private const string Patch = "$iothub/twin/PATCH/properties/desired/?$version=";
    private readonly TemporaryDirectory _directory = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
    }

    private Task<bool> ConnectAsync() => BlockingAsync(() => Client.TryConnect("localhost", "kitchen"));

    [Fact]
    public async Task The_desired_properties_come_with_the_types_that_the_board_gives()
    {
        Hub.Answers = topic => topic.StartsWith(Get, StringComparison.Ordinal)
            ? ($"$iothub/twin/res/200/?{topic.Split('?')[1]}",
                """{"desired":{"a":1,"b":1.5,"c":4294967296,"d":"x","e":true,"f":null,"g":{"h":[1]},"$version":9},"reported":{}}""")
            : null;
        await ConnectAsync();
        var desired = await BlockingAsync(Client.ReadDesired);
        var scalars = "a b c d e f $version".Split(' ').Select(name => desired![name]);
        Assert.Equal([1, 1.5, 4294967296L, "x", true, null, 9], scalars);
        Assert.Equal(1, Assert.IsType<ArrayList>(Assert.IsType<Hashtable>(desired!["g"])["h"])[0]);
    }

    [Theory]
    [InlineData("429", "")]
    [InlineData("500", """{"errorCode":500001}""")]
    [InlineData("200", """{"desired":5}""")]
    [InlineData("200", "{")]
    [InlineData("200", "")]
    public async Task A_twin_that_cannot_be_read_is_none_and_explained(string status, string body)
    {
        Hub.Answers = topic => ($"$iothub/twin/res/{status}/?{topic.Split('?')[1]}", body);
        await ConnectAsync();
        Assert.Null(await BlockingAsync(Client.ReadDesired));
        Assert.Contains($"twin not read status={status}", Log.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("204", true)]
    [InlineData("400", false)]
    [InlineData("429", false)]
    public async Task A_report_counts_once_the_hub_has_taken_it(string status, bool isTaken)
    {
        Hub.Answers = topic => ($"$iothub/twin/res/{status}/?{topic.Split('?')[1]}", "");
        await ConnectAsync();
        Assert.Equal(isTaken, await BlockingAsync(() => Client.TryReport("""{"a":1}""")));
        Assert.Equal([(Report + "1", """{"a":1}""")], Hub.Published);
    }

    [Fact]
    public async Task A_connection_that_ends_before_the_answer_gives_none()
    {
        Hub.Acknowledges = _ => false;
        await ConnectAsync();
        Assert.Null(await BlockingAsync(Client.ReadDesired));
        Assert.False(await BlockingAsync(() => Client.TryReport("{}")));
        Assert.False(Client.IsConnected);
    }

    [Fact]
    public void Without_a_connection_there_is_no_twin()
    {
        Assert.Null(Client.ReadDesired());
        Assert.Null(Client.TakePatch());
        Assert.False(Client.TryReport("{}"));
    }

    [Fact]
    public async Task Changes_wait_in_order_and_the_oldest_go_when_there_are_too_many()
    {
        const int sent = TwinConversation.PatchesMax + 3;
        Hub.OnPublish = (topic, _) => topic.StartsWith(Get, StringComparison.Ordinal)
            ? [.. Enumerable.Range(1, sent).Select(i => ($"{Patch}{i}", $$"""{"$version":{{i}}}""")), (Patch + "99", "no JSON")]
            : [];
        // The answer to the second question comes after all the changes.
        await ConnectAsync();
        await BlockingAsync(Client.ReadDesired);
        Hub.OnPublish = (_, _) => [];
        await BlockingAsync(Client.ReadDesired);
        var versions = new List<int>();
        while (Client.TakePatch() is { } patch) versions.Add((int)patch["$version"]!);
        Assert.Equal(Enumerable.Range(4, TwinConversation.PatchesMax), versions);
    }

    [Fact]
    public async Task A_running_device_takes_its_twin_a_change_and_acknowledges_both()
    {
        var (asked, changed) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());
        const string twin = """{"desired":{"sampling":{"intervalMs":60000},"$version":4},"reported":{}}""";
        Hub.Answers = topic => topic.StartsWith(Get, StringComparison.Ordinal) ? ($"$iothub/twin/res/200/?{topic.Split('?')[1]}", twin)
            : topic.StartsWith(Report, StringComparison.Ordinal) ? ($"$iothub/twin/res/204/?{topic.Split('?')[1]}&$version=2", "") : null;
        Hub.OnPublish = (topic, body) =>
        {
            if (!topic.StartsWith(Report, StringComparison.Ordinal)) return [];
            if (asked.TrySetResult(body)) return [(Patch + "5", """{"sampling":{"intervalMs":250.0},"$version":5}""")];
            changed.TrySetResult(body);
            return [];
        };
        await using var fleet = VirtualFleet.Start(Options());
        Assert.Equal((60_000, 4), Acknowledged(await asked.Task.WaitAsync(Patience)));
        Assert.Equal((250, 5), Acknowledged(await changed.Task.WaitAsync(Patience)));
    }

    private static (int IntervalMs, int Version) Acknowledged(string report)
    {
        var sampling = JsonDocument.Parse(report).RootElement.GetProperty("sampling");
        Assert.Equal(200, sampling.GetProperty("ac").GetInt32());
        return (sampling.GetProperty("value").GetProperty("intervalMs").GetInt32(), sampling.GetProperty("av").GetInt32());
    }

    private VirtualFleetOptions Options() => new()
    {
        Devices =
        [
            new VirtualDeviceOptions
            {
                Id = "kitchen",
                Climate = new SyntheticClimate(1),
                ConnectionString = new DeviceConnectionString($"localhost:{Hub.Port}", "kitchen", new byte[32]),
            },
        ],
        StateDirectory = _directory.Path,
        TrustedRoots = [Hub.Certificate],
        Log = Log,
    };
}
