using System.Text;
using Firmware.Core;
using Firmware.Core.Curves;
using Firmware.Core.Telemetry;

namespace Firmware.Tests.Curves;

/// <summary>Messages of random samples with random gaps, decoded again.</summary>
public sealed class CurveMessageTest
{
    private static readonly string LongestDeviceId = new('x', 128);

    [Fact]
    public void Every_accepted_sample_is_restored_and_no_body_is_longer_than_allowed()
    {
        var messages = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var settings = Settings(random);
            var message = new CurveMessage(settings);
            var samples = new List<Sample>();
            for (var count = random.Next(1, 400); count > 0; count--)
            {
                if (!message.HasRoomFor(samples.Count))
                {
                    AssertRestores(message, settings, samples, seed);
                    messages++;
                }

                var sample = samples.Count == 0 ? Next(random, 0) : Next(random, random.Next(5));
                samples.Add(sample);
                if (!sample.IsEmpty) message.Add(samples.Count - 1, sample, isRejected: false);
            }

            AssertRestores(message, settings, samples, seed);
            messages++;
        }

        Assert.True(messages > 1_000, $"{messages} messages: too few were closed early");
    }

    private static void AssertRestores(CurveMessage message, DeviceSettings settings, List<Sample> samples, int seed)
    {
        var length = message.Close();
        var body = new StringBuilder();
        CurveTelemetry.Append(body, LongestDeviceId, 253_402_300_799_999, message.Payload, length, int.MinValue, int.MinValue);
        Assert.True(body.Length <= settings.Telemetry.MaxBytes, $"seed {seed}: a body of {body.Length} bytes");
        Assert.True(length <= body.Length, $"seed {seed}: a payload of {length} for a body of {body.Length} bytes");
        var temperature = CurveBody.Decode(body.ToString(), "temperature");
        var humidity = CurveBody.Decode(body.ToString(), "humidity");
        var pressure = CurveBody.Decode(body.ToString(), "pressure");
        var dewPoint = CurveBody.Decode(body.ToString(), "dewPoint");
        var water = CurveBody.Decode(body.ToString(), "absoluteHumidity");
        var atSeaLevel = CurveBody.Decode(body.ToString(), "seaLevelPressure");
        for (var n = 0; n < message.Samples; n++)
        {
            AssertNear(samples[n].HasTemperature, samples[n].TemperatureCentiC, temperature[n], settings.Temperature.Epsilon, seed);
            AssertNear(samples[n].HasHumidity, samples[n].HumidityCentiPercent, humidity[n], settings.Humidity.Epsilon, seed);
            AssertNear(samples[n].HasPressure, samples[n].PressurePa, pressure[n], settings.Pressure.Epsilon, seed);
            AssertNear(settings.Derived.DewPoint && samples[n].HasDewPoint, samples[n].DewPointCentiC, dewPoint[n], 10, seed);
            AssertNear(
                settings.Derived.AbsoluteHumidity && samples[n].HasAbsoluteHumidity, samples[n].AbsoluteHumidityCentiGrams, water[n], 10, seed);
            AssertNear(
                settings.Derived.SeaLevelPressure && samples[n].HasSeaLevelPressure, samples[n].SeaLevelPressurePa, atSeaLevel[n], 10, seed);
        }

        Assert.All(samples.Skip(message.Samples), sample => Assert.True(sample.IsEmpty, $"seed {seed}"));
        message.Clear();
        samples.Clear();
    }

    private static void AssertNear(bool isPresent, int sample, int? decoded, int epsilon, int seed)
    {
        Assert.True(isPresent == decoded is not null, $"seed {seed}: a sample was {(isPresent ? "lost" : "made up")}");
        Assert.False(isPresent && Math.Abs((long)sample - decoded!.Value) > epsilon, $"seed {seed}: {sample} became {decoded}");
    }

    private static DeviceSettings Settings(Random random) => new()
    {
        IntervalMs = random.Next(DeviceSettings.IntervalMinMs, DeviceSettings.IntervalMaxMs + 1),
        Temperature = new ChannelSettings(ChannelLimits.Temperature) { Epsilon = random.Next(3) * 10 },
        Humidity = new ChannelSettings(ChannelLimits.Humidity) { Epsilon = random.Next(3) * 5_000 },
        Pressure = new ChannelSettings(ChannelLimits.Pressure) { Epsilon = random.Next(3) * 20 },
        Derived = new DerivedSettings
        {
            DewPoint = random.Next(2) == 0,
            AbsoluteHumidity = random.Next(2) == 0,
            SeaLevelPressure = random.Next(2) == 0,
        },
        Telemetry = new TelemetrySettings { MaxBytes = random.Next(TelemetrySettings.BodyMinBytes, TelemetrySettings.BodyMaxBytes + 1) },
    };

    // Mostly air, sometimes anything; the gap, if it is 0, leaves one channel or all out.
    private static Sample Next(Random random, int gap)
    {
        var sample = new Sample();
        var wild = random.Next(10) == 0;
        if (gap != 1) sample.SetTemperature(wild ? random.Next(int.MinValue, int.MaxValue) : random.Next(2_000, 2_100));
        if (gap is not 1 and not 2) sample.SetHumidity(random.Next(0, 10_000));
        if (gap != 1) sample.SetPressure(wild ? random.Next(int.MinValue, int.MaxValue) : random.Next(101_000, 101_030));
        if (gap != 1) sample.SetDewPoint(wild ? random.Next(int.MinValue, int.MaxValue) : 10 * random.Next(110, 120));
        if (gap is not 1 and not 2) sample.SetAbsoluteHumidity(wild ? random.Next(int.MinValue, int.MaxValue) : 10 * random.Next(90, 100));
        if (gap != 1) sample.SetSeaLevelPressure(wild ? random.Next(int.MinValue, int.MaxValue) : 10 * random.Next(10_120, 10_140));
        return sample;
    }
}
