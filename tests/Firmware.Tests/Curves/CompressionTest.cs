using System.Globalization;
using System.Text;
using Firmware.Core;
using Firmware.Core.Curves;
using Firmware.Core.Telemetry;
using Support;
using Xunit.Abstractions;

namespace Firmware.Tests.Curves;

/// <summary>
/// How much shorter curves are than samples: a day of a real office, temperature and humidity each minute (L. M. Candanedo and
/// V. Feldheim, "Occupancy Detection Data Set", UCI Machine Learning Repository, 2016), held until the next one at 1 Hz.
/// </summary>
public sealed class CompressionTest(ITestOutputHelper output)
{
    private const string Recording = "data/occupancy/occupancy_datatraining.txt";
    private const int Day = 86_400;
    private const int SamplesPerMessage = 300; // the default telemetry interval

    private readonly DeviceSettings _settings = new() { IntervalMs = 1_000 };
    private long _flatBytes;
    private long _curveBytes;
    private long _messages;
    private int _errorMax;

    [SharedFact(Recording)]
    public void A_real_day_takes_a_hundredth_of_JSON_and_a_tenth_of_packed_integers()
    {
        var samples = OneHertz(File.ReadLines(Repository.Shared(Recording.Split('/'))!).Skip(1));
        foreach (var message in samples.Chunk(SamplesPerMessage)) Send(message);
        const long PackedBytes = Day * 2 * 4;
        output.WriteLine(
            $"{Day} samples in {_messages} messages: curve/1 {_curveBytes} bytes, flat/1 {_flatBytes} ({(double)_flatBytes / _curveBytes:F1} times), "
            + $"packed 4-byte integers {PackedBytes} ({(double)PackedBytes / _curveBytes:F1} times); largest error {_errorMax} of {_settings.Temperature.Epsilon} hundredths");
        Assert.Equal(Day, samples.Length);
        Assert.True(_errorMax <= _settings.Temperature.Epsilon);
        Assert.True(_flatBytes >= 100 * _curveBytes);
        Assert.True(PackedBytes >= 10 * _curveBytes);
    }

    private void Send(Sample[] samples)
    {
        var message = new CurveMessage(_settings);
        for (var n = 0; n < samples.Length; n++)
        {
            Assert.True(message.HasRoomFor(n));
            message.Add(n, samples[n], isRejected: false);
            _flatBytes += Length(text => FlatTelemetry.Append(text, "kitchen", 1_795_165_200_000, samples[n], 3, 1_000));
        }

        var length = message.Close();
        var body = new StringBuilder();
        CurveTelemetry.Append(body, "kitchen", 1_795_165_200_000, message.Payload, length, 3, 1_000);
        _curveBytes += body.Length;
        _messages++;
        var decoded = CurveBody.Decode(body.ToString(), "temperature");
        for (var n = 0; n < samples.Length; n++) _errorMax = Math.Max(_errorMax, Math.Abs(decoded[n]!.Value - samples[n].TemperatureCentiC));
    }

    private static int Length(Action<StringBuilder> append)
    {
        var text = new StringBuilder();
        append(text);
        return text.Length;
    }

    // "1","2015-02-04 17:51:00",23.18,27.272,...
    private static Sample[] OneHertz(IEnumerable<string> lines)
    {
        var rows = lines.Select(line => line.Replace("\"", "", StringComparison.Ordinal).Split(',')).ToArray();
        var samples = new List<Sample>();
        for (var row = 0; row + 1 < rows.Length && samples.Count < Day; row++)
        {
            var sample = new Sample();
            sample.SetTemperature(Hundredths(rows[row][2]));
            sample.SetHumidity(Hundredths(rows[row][3]));
            var seconds = (int)(Time(rows[row + 1]) - Time(rows[row])).TotalSeconds;
            samples.AddRange(Enumerable.Repeat(sample, Math.Min(seconds, Day - samples.Count)));
        }

        return [.. samples];
    }

    private static int Hundredths(string number) => (int)Math.Round(double.Parse(number, CultureInfo.InvariantCulture) * 100);

    private static DateTime Time(string[] row) => DateTime.Parse(row[1], CultureInfo.InvariantCulture);
}
