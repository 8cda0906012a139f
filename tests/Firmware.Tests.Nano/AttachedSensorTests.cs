using Firmware.Core.Sensors;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class AttachedSensorTests
    {
        [TestMethod]
        public static void Reset_writes_the_datasheets_command()
        {
            var bus = RegisterFile.Bme280();
            Assert.IsTrue(Attached(bus, null).TryReset());
            Assert.AreEqual("E0=182 ", bus.Writes);
        }

        [TestMethod]
        public static void A_bme280_gets_the_driver_of_Core_whatever_else_there_is()
        {
            var sensor = Attached(RegisterFile.Bme280(), new FakeSiblings());
            Assert.IsTrue(sensor.Configure() == SensorStatus.Ready);
            Assert.AreEqual("BME280", sensor.Driver!.Name);
            Assert.AreEqual((byte)0x60, sensor.ChipId);
        }

        [TestMethod]
        public static void A_sibling_gets_the_driver_of_the_host()
        {
            var bus = RegisterFile.Bme280();
            bus.Bytes[Bme280Registers.Id] = FakeSiblings.ChipId;
            var sensor = Attached(bus, new FakeSiblings());
            Assert.IsTrue(sensor.Configure() == SensorStatus.Ready);
            Assert.AreEqual("BMP280", sensor.Driver!.Name);
        }

        [TestMethod]
        public static void A_chip_without_a_driver_is_unsupported_and_named()
        {
            var bus = RegisterFile.Bme280();
            bus.Bytes[Bme280Registers.Id] = 0x55;
            A_chip_without_a_driver_is_unsupported_and_named(bus, null, "BME280");
            A_chip_without_a_driver_is_unsupported_and_named(bus, new FakeSiblings(), "BME280,BMP280");
        }

        private static void A_chip_without_a_driver_is_unsupported_and_named(RegisterFile bus, FakeSiblings? siblings, string supported)
        {
            var sensor = Attached(bus, siblings);
            Assert.IsTrue(sensor.Configure() == SensorStatus.UnsupportedChip);
            Assert.IsNull(sensor.Driver);
            Assert.AreEqual((byte)0x55, sensor.ChipId);
            Assert.AreEqual(supported, sensor.SupportedNames);
        }

        [TestMethod]
        public static void Another_chip_after_a_reset_gets_its_own_driver()
        {
            var bus = RegisterFile.Bme280();
            var sensor = Attached(bus, new FakeSiblings());
            sensor.Configure();
            var first = sensor.Driver;
            sensor.Configure();
            Assert.IsTrue(first == sensor.Driver, "the same chip keeps its driver");
            bus.Bytes[Bme280Registers.Id] = FakeSiblings.ChipId;
            sensor.Configure();
            Assert.AreEqual("BMP280", sensor.Driver!.Name);
        }

        [TestMethod]
        public static void An_identity_that_cannot_be_read_is_a_bus_error_and_changes_nothing()
        {
            var bus = RegisterFile.Bme280();
            var sensor = Attached(bus, null);
            sensor.Configure();
            bus.Fail(0, 1);
            Assert.IsTrue(sensor.Configure() == SensorStatus.BusError);
            Assert.AreEqual("BME280", sensor.Driver!.Name);
        }

        [TestMethod]
        public static void The_reports_name_is_the_chips_until_it_is_lost_and_again_when_it_is_back()
        {
            var device = new TestNode();
            Assert.AreEqual("none", device.Node.Sensor.Name);
            device.Sample(forMs: 5_000);
            Assert.AreEqual("BME280", device.Node.Sensor.Name);
            Assert.AreEqual(0x60, device.Node.Sensor.ChipId);
            Assert.IsTrue(device.Node.Sensor.Status == SensorStatus.Ready);
            device.Bus.Fail(0, 12);
            device.Sample(forMs: 6_000);
            Assert.AreEqual("none", device.Node.Sensor.Name);
            Assert.IsTrue(device.Node.Sensor.Status == SensorStatus.BusError);
            device.Sample(forMs: 300_000);
            Assert.AreEqual("BME280", device.Node.Sensor.Name);
        }

        [TestMethod]
        public static void Samples_of_a_sibling_go_the_same_way_without_what_it_cannot_measure()
        {
            var device = new TestNode(TestSettings.Unsmoothed, new FakeSiblings());
            device.Bus.Bytes[Bme280Registers.Id] = FakeSiblings.ChipId;
            device.Sample(forMs: 29_000);
            Assert.AreEqual(3, device.Node.Counters.SamplesTaken);
            Assert.AreEqual(0, device.Node.Counters.SamplesRejected);
            Assert.AreEqual("BMP280", device.Node.Sensor.Name);
            Assert.AreEqual(FakeSiblings.TemperatureCentiC, device.Node.LatestSample.TemperatureCentiC);
            Assert.IsFalse(device.Node.LatestSample.HasHumidity);
        }

        private static AttachedSensor Attached(RegisterFile bus, FakeSiblings? siblings) =>
            new AttachedSensor(bus, siblings, new SensorSettings(Oversampling.X1, Oversampling.X1, Oversampling.X1, IirFilter.Off));
    }
}
