using Firmware.Core;
using Firmware.Core.Derived;
using Firmware.Core.Telemetry;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class DerivedQuantitiesTests
    {
        private static readonly DerivedSettings s_all = new DerivedSettings
        {
            DewPoint = true,
            AbsoluteHumidity = true,
            SeaLevelPressure = true,
            AltitudeDm = 5_000,
        };

        [TestMethod]
        public static void Nothing_is_computed_unless_asked_for()
        {
            var sample = Sample();
            new DerivedQuantities(new DerivedSettings { AltitudeDm = 5_000 }).Apply(sample);
            Assert.IsFalse(sample.HasDerived);
        }

        [TestMethod]
        public static void Each_quantity_needs_its_channels()
        {
            var sample = Sample();
            sample.RemoveHumidity();
            new DerivedQuantities(s_all).Apply(sample);
            Assert.IsTrue(!sample.HasDewPoint && !sample.HasAbsoluteHumidity && sample.HasSeaLevelPressure);
            sample = Sample();
            sample.RemovePressure();
            new DerivedQuantities(s_all).Apply(sample);
            Assert.IsTrue(sample.HasDewPoint && sample.HasAbsoluteHumidity && !sample.HasSeaLevelPressure);
            sample = Sample();
            sample.RemoveTemperature();
            new DerivedQuantities(s_all).Apply(sample);
            Assert.IsFalse(sample.HasDerived);
        }

        [TestMethod]
        public static void Dry_air_has_no_dew_point()
        {
            var sample = Sample();
            sample.SetHumidity(0);
            new DerivedQuantities(s_all).Apply(sample);
            Assert.IsFalse(sample.HasDewPoint);
            Assert.IsTrue(sample.HasAbsoluteHumidity);
        }

        [TestMethod]
        public static void They_travel_with_the_sample()
        {
            var device = new TestNode(new DeviceSettings { Derived = s_all, Telemetry = TestSettings.Flat });
            device.Sample(forMs: 5_000);
            device.Uplink(forMs: 1_000);
            Assert.Contains("\"pressure\":1006.53,\"dewPoint\":15.7,\"absoluteHumidity\":13,\"seaLevelPressure\":", device.Hub.Last.Body);
        }

        [TestMethod]
        public static void They_travel_as_curves_of_their_own()
        {
            var device = new TestNode(new DeviceSettings { Derived = s_all });
            device.Sample(forMs: 25_000);
            device.Node.Flush();
            device.Uplink(forMs: 1_000);
            Assert.Contains(",\"dewPoint\":{\"eps\":10,\"n\":[0,2],\"v\":[1570,0]}", device.Hub.Last.Body);
            Assert.Contains(",\"absoluteHumidity\":{\"eps\":10,\"n\":[0,2],\"v\":[1300,0]}", device.Hub.Last.Body);
            Assert.Contains(",\"seaLevelPressure\":{\"eps\":10,\"n\":[0,2],\"v\":[", device.Hub.Last.Body);
        }

        [TestMethod]
        public static void They_survive_the_outbox()
        {
            They_survive_the_outbox(true, false, false);
            They_survive_the_outbox(false, true, false);
            They_survive_the_outbox(false, false, true);
            They_survive_the_outbox(true, true, true);
            They_survive_the_outbox(false, false, false);
        }

        private static void They_survive_the_outbox(bool hasDewPoint, bool hasAbsoluteHumidity, bool hasSeaLevelPressure)
        {
            var sample = Sample();
            if (hasDewPoint) sample.SetDewPoint(-1_230);
            if (hasAbsoluteHumidity) sample.SetAbsoluteHumidity(1_300);
            if (hasSeaLevelPressure) sample.SetSeaLevelPressure(101_320);
            var payload = new byte[SamplePayload.MaxBytes];
            Assert.AreEqual(sample.HasDerived ? SamplePayload.MaxBytes : SamplePayload.LengthBytes, SamplePayload.Write(sample, payload));
            var read = new Sample();
            SamplePayload.Read(payload, read);
            Assert.IsTrue(read.HasTemperature && read.HasHumidity && read.HasPressure);
            Assert.IsTrue(read.HasDewPoint == hasDewPoint && (!hasDewPoint || read.DewPointCentiC == -1_230));
            Assert.IsTrue(read.HasAbsoluteHumidity == hasAbsoluteHumidity);
            Assert.IsTrue(!hasAbsoluteHumidity || read.AbsoluteHumidityCentiGrams == 1_300);
            Assert.IsTrue(read.HasSeaLevelPressure == hasSeaLevelPressure);
            Assert.IsTrue(!hasSeaLevelPressure || read.SeaLevelPressurePa == 101_320);
        }

        [TestMethod]
        public static void An_altitude_outside_of_the_earth_is_refused()
        {
            var settings = new DeviceSettings { Derived = new DerivedSettings { AltitudeDm = 90_001 } };
            Assert.AreEqual("derived.altitudeDm is 90001; it must be in [-5000, 90000]", settings.FindError()!);
        }

        private static Sample Sample()
        {
            var sample = new Sample();
            sample.SetTemperature(2_000);
            sample.SetHumidity(8_000);
            sample.SetPressure(95_461);
            return sample;
        }
    }
}
