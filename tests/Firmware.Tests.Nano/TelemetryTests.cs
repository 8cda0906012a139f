using System.Text;
using Firmware.Core;
using Firmware.Core.Telemetry;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class TelemetryTests
    {
        [TestMethod]
        public static void Hundredths_have_no_trailing_zeros()
        {
            Hundredths_have_no_trailing_zeros(2145, "21.45");
            Hundredths_have_no_trailing_zeros(4020, "40.2");
            Hundredths_have_no_trailing_zeros(2100, "21");
            Hundredths_have_no_trailing_zeros(5, "0.05");
            Hundredths_have_no_trailing_zeros(-5, "-0.05");
            Hundredths_have_no_trailing_zeros(-50, "-0.5");
            Hundredths_have_no_trailing_zeros(-100, "-1");
            Hundredths_have_no_trailing_zeros(-4000, "-40");
            Hundredths_have_no_trailing_zeros(0, "0");
            Hundredths_have_no_trailing_zeros(101325, "1013.25");
            Hundredths_have_no_trailing_zeros(int.MinValue, "-21474836.48");
            Hundredths_have_no_trailing_zeros(int.MaxValue, "21474836.47");
        }

        private static void Hundredths_have_no_trailing_zeros(int hundredths, string expected)
        {
            var text = new StringBuilder();
            Decimals.AppendHundredths(text, hundredths);
            Assert.AreEqual(expected, text.ToString());
        }

        [TestMethod]
        public static void Time_stamps_are_ISO_8601()
        {
            Time_stamps_are_ISO_8601(0L, "1970-01-01T00:00:00.000Z");
            Time_stamps_are_ISO_8601(951782399999L, "2000-02-28T23:59:59.999Z");
            Time_stamps_are_ISO_8601(951782400000L, "2000-02-29T00:00:00.000Z");
            Time_stamps_are_ISO_8601(1709164800000L, "2024-02-29T00:00:00.000Z");
            Time_stamps_are_ISO_8601(1709251199999L, "2024-02-29T23:59:59.999Z");
            Time_stamps_are_ISO_8601(1709251200000L, "2024-03-01T00:00:00.000Z");
            Time_stamps_are_ISO_8601(1798761599999L, "2026-12-31T23:59:59.999Z");
            Time_stamps_are_ISO_8601(1798761600000L, "2027-01-01T00:00:00.000Z");
            Time_stamps_are_ISO_8601(4107542400000L, "2100-03-01T00:00:00.000Z");
            Time_stamps_are_ISO_8601(253402300799999L, "9999-12-31T23:59:59.999Z");
        }

        private static void Time_stamps_are_ISO_8601(long unixMs, string expected)
        {
            var text = new StringBuilder();
            UtcTimestamp.Append(text, unixMs);
            Assert.AreEqual(expected, text.ToString());
        }

        [TestMethod]
        public static void A_time_before_1970_is_refused() =>
            Assert.ThrowsException(typeof(System.ArgumentOutOfRangeException), () => UtcTimestamp.Append(new StringBuilder(), -1));

        [TestMethod]
        public static void A_full_sample_is_one_JSON_object() => Assert.AreEqual(
            "{\"schema\":\"flat/1\",\"deviceId\":\"kitchen\",\"timestamp\":\"2026-11-20T09:00:00.000Z\","
            + "\"temperature\":21.45,\"humidity\":40.2,\"pressure\":1013.25,\"boot\":3,\"seq\":17}",
            Body(FullSample()));

        [TestMethod]
        public static void An_absent_channel_is_left_out()
        {
            var sample = FullSample();
            sample.RemoveHumidity();
            Assert.DoesNotContains("humidity", Body(sample));
            sample.RemovePressure();
            Assert.DoesNotContains("pressure", Body(sample));
        }

        [TestMethod]
        public static void A_sample_survives_its_encoding()
        {
            var bytes = new byte[SamplePayload.LengthBytes];
            var sample = new Sample();
            sample.SetTemperature(-1_234);
            sample.SetPressure(99_999);
            SamplePayload.Write(sample, bytes);
            var decoded = FullSample();
            SamplePayload.Read(bytes, decoded);
            Assert.AreEqual(-1_234, decoded.TemperatureCentiC);
            Assert.AreEqual(99_999, decoded.PressurePa);
            Assert.IsFalse(decoded.HasHumidity);
        }

        private static Sample FullSample()
        {
            var sample = new Sample();
            sample.SetTemperature(2_145);
            sample.SetHumidity(4_020);
            sample.SetPressure(101_325);
            return sample;
        }

        private static string Body(Sample sample)
        {
            var text = new StringBuilder();
            FlatTelemetry.Append(text, "kitchen", 1_795_165_200_000, sample, 3, 17);
            return text.ToString();
        }
    }
}
