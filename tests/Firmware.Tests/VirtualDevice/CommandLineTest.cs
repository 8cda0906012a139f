using Firmware.VirtualDevice.Commands;
using Support;

namespace Firmware.Tests.VirtualDevice;

public sealed class CommandLineTest : IDisposable
{
    private const string Key = "8isrFI1sGsIlvvFSSFRiMfCNzv21fjbE/+ah/lSh3lF8e2YG1Te7w1KpZhJFFXJrqYKi9yegxkqIChbqOS9Egw==";

    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    private Task<int> InvokeAsync(params string[] arguments) => CommandLine.InvokeAsync(arguments, _output, _errors);

    [Fact]
    public async Task A_device_key_is_derived()
    {
        Assert.Equal(0, await InvokeAsync("derive-key", "--group-key", Key, "--registration-id", "sn-007-888-abc-mac-a1-b2-c3-d4-e5-f6"));
        Assert.Equal("Jsm0lyGpjaVYVP2g3FnmnmG9dI/9qU24wNoykUmermc=", _output.ToString().Trim());
    }

    [Theory]
    [InlineData("derive-key --group-key short --registration-id a", "--group-key: not base64 of 16 to 64 bytes")]
    [InlineData("derive-key --group-key KEY --registration-id A", "--registration-id: 'A' is not")]
    [InlineData("derive-key --group-key KEY", "Option '--registration-id' is required.")]
    [InlineData("run", "--host: missing")]
    [InlineData("run --host h --group-key KEY", "--id-scope: missing")]
    [InlineData("run --host h --id-scope s", "--group-key: missing")]
    [InlineData("run --host h --id-scope s --group-key short", "--group-key: not base64")]
    [InlineData("run --port 0", "--port: '0' is not a whole number from 1 to 65535")]
    [InlineData("run --devices many", "--devices: 'many' is not a whole number from 1 to 2000")]
    [InlineData("run --interval 10", "--interval: '10' is not a time")]
    [InlineData("run --interval 100ms", "--interval: '100ms' is not a time")]
    [InlineData("run --interval NaNs", "--interval: 'NaNs' is not a time")]
    [InlineData("run --duration -1s", "--duration: '-1s' is not a time")]
    [InlineData("run --smoothing 2", "--smoothing: '2' is neither off nor a number from 0.001 to 1")]
    [InlineData("run --host h --id-scope s --group-key KEY --replay nowhere.csv", "--replay: Could not find file")]
    [InlineData("run --host h --id-scope s --group-key KEY --ca nowhere.pem", "--ca: Could not find file")]
    [InlineData("run --host h --id-scope s --group-key KEY --interval 25h", "intervalMs is 90000000; it must be in [200, 86400000]")]
    [InlineData("run --connection-string HostName=h", "--connection-string: it has no usable DeviceId=")]
    [InlineData("run --connection-string CS --devices 2", "--connection-string: it is for one device")]
    [InlineData("run --connection-string CS --host h", "--connection-string: it takes the place of --host")]
    [InlineData("simulate --devices 0", "--devices: '0' is not a whole number from 1 to 1000000")]
    [InlineData("simulate --hours 9000", "--hours: '9000' is not a whole number from 1 to 8784")]
    [InlineData("simulate --faults some", "--faults: 'some' is neither none nor default")]
    [InlineData("simulate --format xml", "--format: 'xml' is neither curve nor flat")]
    [InlineData("simulate --power nap", "--power: 'nap' is neither always nor deepSleep")]
    [InlineData("simulate --batch 121", "--batch: '121' is not a whole number from 1 to 120")]
    [InlineData("simulate --sensor BMP180", "--sensor: 'BMP180' is neither BME280 nor BMP280")]
    [InlineData("run --sensor bmp280", "--sensor: 'bmp280' is neither BME280 nor BMP280")]
    [InlineData("simulate --awake-ma -1", "--awake-ma: '-1' is not a number from 0 to 10000")]
    [InlineData("simulate --threads 0", "--threads: '0' is not a whole number from 1 to 1024")]
    [InlineData("simulate --interval 25h", "intervalMs is 90000000; it must be in [200, 86400000]")]
    [InlineData("fly", "there is no command or option 'fly'")]
    [InlineData("run --fast", "there is no command or option '--fast'")]
    public async Task What_cannot_be_done_is_one_line_and_exit_code_2(string arguments, string problem)
    {
        var connection = $"HostName=h;DeviceId=d;SharedAccessKey={Key}";
        var filledIn = arguments.Split(' ').Select(part => part == "KEY" ? Key : part == "CS" ? connection : part);
        Assert.Equal(2, await InvokeAsync([.. filledIn]));
        var line = Assert.Single(_errors.ToString().TrimEnd().Split('\n'));
        Assert.StartsWith($"error: {problem}", line, StringComparison.Ordinal);
        Assert.Equal("", _output.ToString());
        Assert.DoesNotContain(Key, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_simulated_fleet_is_reported_line_by_line()
    {
        Assert.Equal(0, await InvokeAsync("simulate", "--devices", "3", "--hours", "1", "--seed", "42", "--faults", "none"));
        var lines = _output.ToString().Split('\n');
        Assert.Contains("samples        1,080 (3 boots)", lines);
        Assert.Contains("messages       39 (0 repeats, 0 gaps, 0 alarms)", lines);
        Assert.Contains("bound          0.1 °C, 0.5 %RH, 0.2 hPa", lines);
        Assert.Contains("lost           0 samples; 0 messages not accounted for", lines);
        Assert.Contains(lines, line => line.StartsWith("sha256 ", StringComparison.Ordinal) && line.Length == 15 + 64);
        Assert.Equal("", _errors.ToString());
    }

    [Fact]
    public async Task A_fleet_that_sleeps_is_reported_with_what_it_cost()
    {
        Assert.Equal(0, await InvokeAsync("simulate", "--devices", "2", "--hours", "24", "--interval", "10m", "--power", "deepSleep"));
        var lines = _output.ToString().Split('\n');
        Assert.Contains("asleep         145.0 wakes, 25.0 sends, 170.0 flash writes, 10.4 mAh a device and day", lines);
    }

    [Fact]
    public async Task A_bad_recording_is_named_by_file_line_and_column()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory.File("room.csv"), "date,temp,humidity\n2015-02-04 17:51:00,NaN,40\n");
        var file = directory.File("room.csv");
        Assert.Equal(2, await InvokeAsync("run", "--host", "h", "--id-scope", "s", "--group-key", Key, "--replay", file));
        Assert.StartsWith(
            "error: --replay: room.csv, line 2: column 'temp': 'NaN' is not a number", _errors.ToString(), StringComparison.Ordinal);
    }
}
