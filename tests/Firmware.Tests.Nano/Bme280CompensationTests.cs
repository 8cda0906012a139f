using Firmware.Core.Sensors;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class Bme280CompensationTests
    {
        // Raw values, then what exact arithmetic gives: t_fine, hundredths of a degree, 0.01 Pa; and Bosch's integer humidity in
        // 1/1024 %. An integer formula may be off by one in the last place of the first two, and by 0.03 Pa.
        [TestMethod]
        public static void Integers_agree_with_the_vectors()
        {
            Integers_agree_with_the_vectors(519888, 415148, 30000, 128422, 2508, 10065327, 57552);
            Integers_agree_with_the_vectors(400000, 415148, 20000, -64735, -1264, 9491633, 2165);
            Integers_agree_with_the_vectors(600000, 500000, 40000, 256562, 5011, 8931428, 102400);
        }

        private static void Integers_agree_with_the_vectors(int adcT, int adcP, int adcH, int fine, int centiC, int centiPa, int q10)
        {
            var calibration = DatasheetCalibration.Value;
            var actual = Bme280Compensation.FineTemperature(calibration, adcT);
            AssertNear(fine, actual, 1);
            AssertNear(centiC, Bme280Compensation.TemperatureCentiC(actual), 1);
            AssertNear(centiPa, (int)(Bme280Compensation.PressureQ8(calibration, adcP, actual) * 100 / 256), 3);
            AssertNear(q10, Bme280Compensation.HumidityQ10(calibration, adcH, actual), 1);
        }

        [TestMethod]
        public static void The_datasheets_example_comes_out_to_the_last_digit()
        {
            var calibration = DatasheetCalibration.Value;
            var fine = Bme280Compensation.FineTemperature(calibration, 519_888);
            Assert.AreEqual(128_422, fine);
            Assert.AreEqual(2_508, Bme280Compensation.TemperatureCentiC(fine));
            Assert.AreEqual(25_767_233L, Bme280Compensation.PressureQ8(calibration, 415_148, fine));
            Assert.AreEqual(100_653, Bme280Compensation.PressurePa(calibration, 415_148, fine));
            Assert.AreEqual(57_552, Bme280Compensation.HumidityQ10(calibration, 30_000, fine));
            Assert.AreEqual(5_620, Bme280Compensation.HumidityCentiPercent(calibration, 30_000, fine));
        }

        [TestMethod]
        public static void Pascals_and_hundredths_are_rounded_to_the_nearest()
        {
            Pascals_and_hundredths_are_rounded_to_the_nearest(415150, 30003, 100653, 5623); // 100652.906 Pa, 56.2266 %
            Pascals_and_hundredths_are_rounded_to_the_nearest(415153, 30001, 100652, 5621); // 100652.391 Pa, 56.2148 %
        }

        private static void Pascals_and_hundredths_are_rounded_to_the_nearest(int adcP, int adcH, int pascals, int centiPercent)
        {
            var calibration = DatasheetCalibration.Value;
            Assert.AreEqual(pascals, Bme280Compensation.PressurePa(calibration, adcP, 128_422));
            Assert.AreEqual(centiPercent, Bme280Compensation.HumidityCentiPercent(calibration, adcH, 128_422));
        }

        [TestMethod]
        public static void A_dead_bus_gives_values_outside_the_sensors_range()
        {
            var calibration = DatasheetCalibration.Value;
            var fine = Bme280Compensation.FineTemperature(calibration, 0);
            AssertNear(-14_088, Bme280Compensation.TemperatureCentiC(fine), 1);
            AssertNear(131_282, Bme280Compensation.PressurePa(calibration, 0, fine), 1);
            Assert.AreEqual(0, Bme280Compensation.HumidityCentiPercent(calibration, 0, fine));
        }

        [TestMethod]
        public static void H4_and_H5_are_sign_extended()
        {
            H4_and_H5_are_sign_extended((byte)0xF3, (byte)0x2D, (byte)0xFE, -195, -30);
            H4_and_H5_are_sign_extended((byte)0x14, (byte)0x2D, (byte)0x03, 333, 50);
        }

        private static void H4_and_H5_are_sign_extended(byte e4, byte e5, byte e6, int h4, int h5)
        {
            var calibration = DatasheetCalibration.WithHumidityBytes(e4, e5, e6);
            Assert.AreEqual(h4, calibration.H4);
            Assert.AreEqual(h5, calibration.H5);
        }

        [TestMethod]
        public static void Registers_become_the_trimming_values()
        {
            var calibration = DatasheetCalibration.Value;
            Assert.AreEqual(27504, calibration.T1);
            Assert.AreEqual(-1000, calibration.T3);
            Assert.AreEqual(36477, calibration.P1);
            Assert.AreEqual(-14600, calibration.P8);
            Assert.AreEqual(75, calibration.H1);
            Assert.AreEqual(370, calibration.H2);
            Assert.AreEqual(313, calibration.H4);
            Assert.AreEqual(50, calibration.H5);
            Assert.AreEqual(30, calibration.H6);
            Assert.IsTrue(calibration.IsPlausible);
        }

        [TestMethod]
        public static void A_zero_where_no_chip_has_one_is_no_calibration()
        {
            A_zero_where_no_chip_has_one_is_no_calibration(0x88);
            A_zero_where_no_chip_has_one_is_no_calibration(0x8A);
            A_zero_where_no_chip_has_one_is_no_calibration(0x8E);
        }

        private static void A_zero_where_no_chip_has_one_is_no_calibration(int register)
        {
            var registers = new byte[256];
            DatasheetCalibration.CopyTo(registers);
            registers[register] = 0;
            registers[register + 1] = 0;
            Assert.IsFalse(DatasheetCalibration.Of(registers).IsPlausible);
        }

        [TestMethod]
        public static void Empty_registers_are_no_calibration()
        {
            var calibration = DatasheetCalibration.Of(new byte[256]);
            Assert.IsFalse(calibration.IsPlausible);
            Assert.AreEqual(0L, Bme280Compensation.PressureQ8(calibration, 415_148, 128_422));
        }

        [TestMethod]
        public static void Nonsense_in_every_register_is_computed_without_an_error()
        {
            var registers = new byte[256];
            for (var i = 0; i < registers.Length; i++) registers[i] = 0xFF;
            var calibration = DatasheetCalibration.Of(registers);
            var fine = Bme280Compensation.FineTemperature(calibration, 0xFFFFF);
            Bme280Compensation.PressurePa(calibration, 0, fine);
            var humidity = Bme280Compensation.HumidityCentiPercent(calibration, 0xFFFF, fine);
            Assert.IsTrue(humidity >= 0 && humidity <= 10_000);
        }

        private static void AssertNear(int expected, int actual, int tolerance)
        {
            var difference = actual - expected;
            if (difference < 0) difference = -difference;
            Assert.IsTrue(difference <= tolerance, "expected " + expected.ToString() + ", was " + actual.ToString());
        }
    }
}
