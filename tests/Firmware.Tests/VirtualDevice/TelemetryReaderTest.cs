using System.Text;
using System.Text.Json;
using Firmware.VirtualDevice.Simulation;
using Support;

namespace Firmware.Tests.VirtualDevice;

/// <summary>The simulation's own reading of the bodies, against the contract's bytes.</summary>
public sealed class TelemetryReaderTest
{
    private static readonly string[] Channels = ["temperature", "humidity", "pressure"];

    private readonly TelemetryReader _reader = new();

    private static string Folder => Path.Combine(Repository.Root, "tests", "Contracts", "curve");

    [Fact]
    public void Every_curve_of_the_contract_is_restored_to_the_unit()
    {
        using var cases = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "cases.json")));
        Assert.True(cases.RootElement.GetArrayLength() > 10);
        foreach (var golden in cases.RootElement.EnumerateArray())
        {
            var file = golden.GetProperty("file").GetString()!;
            _reader.ReadCurve(File.ReadAllBytes(Path.Combine(Folder, file)));
            Assert.Equal(golden.GetProperty("boot").GetInt32(), _reader.Boot);
            Assert.Equal(golden.GetProperty("seq").GetInt32(), _reader.Sequence);
            Assert.Equal(golden.GetProperty("startUnixMs").GetInt64(), _reader.StartUnixMs);
            Assert.True(Decoded(golden.GetProperty("decoded")).SequenceEqual(_reader.Samples), file);
        }
    }

    [Fact]
    public void A_flat_body_is_one_sample()
    {
        _reader.ReadFlat(Encoding.UTF8.GetBytes(
            """{"schema":"flat/1","deviceId":"kitchen","timestamp":"2026-11-20T09:00:00.000Z","temperature":-0.05,"pressure":1013.25,"boot":3,"seq":17}"""));
        Assert.Equal((3, 17), (_reader.Boot, _reader.Sequence));
        Assert.Equal([new ChannelValues(-5, ChannelValues.None, 101_325)], _reader.Samples);
    }

    private static ChannelValues[] Decoded(JsonElement channels)
    {
        var columns = Channels.Select(name => Column(channels, name)).ToList();
        return [.. Enumerable.Range(0, columns.Max(column => column.Length))
            .Select(i => new ChannelValues(At(columns[0], i), At(columns[1], i), At(columns[2], i)))
            .Where(values => !values.IsAbsent)];
    }

    private static int At(int[] column, int index) => index < column.Length ? column[index] : ChannelValues.None;

    private static int[] Column(JsonElement channels, string name) => channels.TryGetProperty(name, out var values)
        ? [.. values.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? ChannelValues.None : value.GetInt32())]
        : [];
}
