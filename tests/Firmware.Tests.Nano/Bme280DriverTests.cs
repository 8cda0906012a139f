using Firmware.Core;
using Firmware.Core.Sensors;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class Bme280DriverTests
    {
        [TestMethod]
        public static void Humidity_is_written_before_ctrl_meas_and_config_is_written_asleep()
        {
            var bus = RegisterFile.Bme280();
            Assert.IsTrue(Driver(bus).Configure() == SensorStatus.Ready);
            Assert.AreEqual("F2=3 F4=68 F5=16 ", bus.Writes);
            Assert.AreEqual("F3+1 88+26 E1+7 ", bus.Reads);
        }

        [TestMethod]
        public static void A_conversion_is_read_in_one_burst()
        {
            var bus = RegisterFile.Bme280();
            var driver = Configured(bus);
            bus.ForgetTransfers();
            var sample = new Sample();
            Assert.IsTrue(driver.Begin() == SensorStatus.Ready);
            Assert.AreEqual("F4=69 ", bus.Writes);
            Assert.IsTrue(driver.Read(sample, out var skipped) == SensorStatus.Ready);
            Assert.AreEqual("F2+4 F2+4 F7+8 ", bus.Reads);
            Assert.AreEqual(0, skipped);
            Assert.AreEqual(2_508, sample.TemperatureCentiC);
            Assert.AreEqual(100_653, sample.PressurePa);
            Assert.AreEqual(5_620, sample.HumidityCentiPercent);
        }

        [TestMethod]
        public static void Calibration_is_not_read_before_the_chip_has_copied_it()
        {
            var bus = RegisterFile.Bme280();
            bus.ImUpdateReads = 1;
            var driver = Driver(bus);
            Assert.IsTrue(driver.Configure() == SensorStatus.Busy);
            Assert.IsFalse(bus.Reads.Contains("88"));
            Assert.IsTrue(driver.Configure() == SensorStatus.Ready);
        }

        [TestMethod]
        public static void A_chip_without_calibration_is_refused()
        {
            var bus = new RegisterFile();
            bus.Bytes[Bme280Registers.Id] = Bme280Registers.ChipId;
            Assert.IsTrue(Driver(bus).Configure() == SensorStatus.BadCalibration);
        }

        [TestMethod]
        public static void A_running_conversion_is_not_read()
        {
            A_running_conversion_is_not_read(true);
            A_running_conversion_is_not_read(false);
        }

        private static void A_running_conversion_is_not_read(bool showsMeasuring)
        {
            var bus = RegisterFile.Bme280();
            var driver = Configured(bus);
            bus.BusyReadsPerConversion = 1;
            bus.ShowsMeasuring = showsMeasuring;
            var sample = new Sample();
            driver.Begin();
            Assert.IsTrue(driver.Read(sample, out _) == SensorStatus.Busy);
            Assert.IsTrue(sample.IsEmpty);
            Assert.IsTrue(driver.Read(sample, out _) == SensorStatus.Ready);
        }

        [TestMethod]
        public static void Every_failed_transfer_is_noticed()
        {
            for (var good = 0; ; good++)
            {
                var bus = RegisterFile.Bme280();
                bus.Fail(good, 1);
                var succeeded = RunsThrough(Driver(bus));
                Assert.AreEqual(bus.FailuresLeft == 1, succeeded, "failing after " + good.ToString() + " transfers");
                if (bus.FailuresLeft == 1) break;
            }
        }

        [TestMethod]
        public static void A_brown_out_during_a_conversion_is_noticed()
        {
            var bus = RegisterFile.Bme280();
            var driver = Configured(bus);
            driver.Begin();
            bus.BrownOut();
            Assert.IsTrue(driver.Read(new Sample(), out _) == SensorStatus.ConfigurationLost);
        }

        [TestMethod]
        public static void A_brown_out_between_conversions_is_noticed()
        {
            var bus = RegisterFile.Bme280();
            var driver = Configured(bus);
            bus.BrownOut();
            Assert.IsTrue(driver.Begin() == SensorStatus.ConfigurationLost);
        }

        [TestMethod]
        public static void Each_control_register_that_fell_back_is_noticed()
        {
            Each_control_register_that_fell_back_is_noticed((byte)0xF2);
            Each_control_register_that_fell_back_is_noticed((byte)0xF4);
            Each_control_register_that_fell_back_is_noticed((byte)0xF5);
        }

        private static void Each_control_register_that_fell_back_is_noticed(byte register)
        {
            var bus = RegisterFile.Bme280();
            var driver = Configured(bus);
            bus.Bytes[register] = 0;
            Assert.IsTrue(driver.Begin() == SensorStatus.ConfigurationLost);
        }

        [TestMethod]
        public static void A_chip_that_copies_its_calibration_has_started_anew()
        {
            var bus = RegisterFile.Bme280();
            var driver = Configured(bus);
            bus.StuckStatus = Bme280Registers.StatusImUpdate;
            Assert.IsTrue(driver.Begin() == SensorStatus.ConfigurationLost);
        }

        [TestMethod]
        public static void A_chip_that_measures_is_busy()
        {
            var bus = RegisterFile.Bme280();
            var driver = Configured(bus);
            bus.StuckStatus = Bme280Registers.StatusMeasuring;
            Assert.IsTrue(driver.Begin() == SensorStatus.Busy);
        }

        [TestMethod]
        public static void All_twenty_bits_count()
        {
            var bus = RegisterFile.Bme280();
            bus.AdcTemperature = 520_120;
            var sample = Read(Configured(bus), out _);
            Assert.AreEqual(2_516, sample.TemperatureCentiC); // 2515 without the last four bits
        }

        [TestMethod]
        public static void Channels_with_the_skip_code_are_absent_and_counted()
        {
            var bus = RegisterFile.Bme280();
            bus.AdcPressure = Bme280Registers.SkippedAdc20;
            bus.AdcHumidity = Bme280Registers.SkippedAdc16;
            var sample = Read(Configured(bus), out var skipped);
            Assert.AreEqual(2, skipped);
            Assert.IsTrue(sample.HasTemperature);
            Assert.IsFalse(sample.HasPressure);
            Assert.IsFalse(sample.HasHumidity);
        }

        [TestMethod]
        public static void Without_a_temperature_nothing_is_measured()
        {
            var bus = RegisterFile.Bme280();
            bus.AdcTemperature = Bme280Registers.SkippedAdc20;
            var sample = Read(Configured(bus), out var skipped);
            Assert.AreEqual(3, skipped);
            Assert.IsTrue(sample.IsEmpty);
        }

        [TestMethod]
        public static void A_channel_that_was_switched_off_is_absent_and_not_counted()
        {
            var bus = RegisterFile.Bme280();
            bus.AdcPressure = Bme280Registers.SkippedAdc20;
            var driver = new Bme280Driver(bus, new SensorSettings(Oversampling.X1, Oversampling.Skipped, Oversampling.X1, IirFilter.Off));
            driver.Configure();
            var sample = Read(driver, out var skipped);
            Assert.AreEqual(0, skipped);
            Assert.IsFalse(sample.HasPressure);
            Assert.IsTrue(sample.HasHumidity);
        }

        // T x2 (code 2), P x1 (code 1), H x4 (code 3), filter 16 (code 4).
        private static Bme280Driver Driver(RegisterFile bus) =>
            new Bme280Driver(bus, new SensorSettings(Oversampling.X2, Oversampling.X1, Oversampling.X4, IirFilter.X16));

        private static Bme280Driver Configured(RegisterFile bus)
        {
            var driver = Driver(bus);
            driver.Configure();
            return driver;
        }

        private static Sample Read(Bme280Driver driver, out int skipped)
        {
            var sample = new Sample();
            driver.Begin();
            Assert.IsTrue(driver.Read(sample, out skipped) == SensorStatus.Ready);
            return sample;
        }

        private static bool RunsThrough(Bme280Driver driver) =>
            driver.Configure() == SensorStatus.Ready
            && driver.Begin() == SensorStatus.Ready
            && driver.Read(new Sample(), out _) == SensorStatus.Ready;
    }
}
