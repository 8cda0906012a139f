using Firmware.Core;
using Firmware.Core.Sensors;
using Firmware.Core.StoreAndForward;
using Firmware.Core.Telemetry;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class SamplingLoopTests
    {
        [TestMethod]
        public static void Samples_lie_on_a_grid_of_the_interval()
        {
            var device = new TestNode();
            device.Sample(forMs: 60_000);
            Assert.AreEqual(6, device.Node.Counters.SamplesTaken);
            var first = NextStamp(device);
            for (var i = 1; i < 6; i++) Assert.AreEqual(device.Clock.BootedAtUnixMs + i * 10_000L, NextStamp(device));
            Assert.AreEqual(device.Clock.BootedAtUnixMs + Bme280Timing.StartUpMs, first);
        }

        [TestMethod]
        public static void Late_steps_do_not_shift_the_grid()
        {
            var device = new TestNode();
            device.Sample(forMs: 5_000);
            NextStamp(device);
            device.Clock.UptimeMs = 13_700; // due at 10 s
            device.Sample(forMs: 10_000);
            Assert.AreEqual(device.Clock.BootedAtUnixMs + 13_700, NextStamp(device));
            Assert.AreEqual(device.Clock.BootedAtUnixMs + 20_000, NextStamp(device));
            Assert.AreEqual(0, device.Node.Counters.SamplesMissed);
        }

        [TestMethod]
        public static void Instants_that_passed_are_counted_as_missed()
        {
            var device = new TestNode();
            device.Sample(forMs: 5_000);
            device.Clock.UptimeMs = 40_000; // due at 10, 20, 30 and 40 s; the last one is just in time
            device.Sample(forMs: 4_000);
            Assert.AreEqual(2, device.Node.Counters.SamplesTaken);
            Assert.AreEqual(3, device.Node.Counters.SamplesMissed);
        }

        [TestMethod]
        public static void Steps_that_come_too_early_do_nothing()
        {
            var device = new TestNode();
            device.Sample(forMs: 5_000);
            var transfers = device.Bus.Transfers;
            Assert.AreEqual(5_000, device.Node.StepSampling(5_000));
            Assert.AreEqual(4_999, device.Node.StepSampling(5_001));
            Assert.AreEqual(transfers, device.Bus.Transfers);
        }

        [TestMethod]
        public static void One_disturbed_transfer_at_any_point_costs_no_sample()
        {
            for (var good = 0; ; good++)
            {
                var device = new TestNode();
                device.Bus.Fail(good, 1);
                device.Sample(forMs: 29_999);
                Assert.AreEqual(3, device.Node.Counters.SamplesTaken, "failing after " + good.ToString() + " transfers");
                if (device.Bus.FailuresLeft == 1) break;
                Assert.AreEqual(1, device.Node.Counters.BusErrors);
            }
        }

        [TestMethod]
        public static void A_lost_sensor_is_reported_once_and_taken_back()
        {
            var device = new TestNode();
            device.Sample(forMs: 15_000);
            device.Bus.Fail(0, 12);
            device.Sample(forMs: 300_000);
            Assert.AreEqual("sensor lost reason=busError;sensor recovered;", device.Log.Text);
            Assert.AreEqual(12, device.Node.Counters.BusErrors);
            Assert.IsTrue(device.Node.Counters.SamplesMissed > 0);
            Assert.AreEqual(32, device.Node.Counters.SamplesTaken + device.Node.Counters.SamplesMissed);
        }

        [TestMethod]
        public static void Another_reason_of_the_loss_is_reported_too()
        {
            var device = new TestNode();
            device.Sample(forMs: 15_000);
            device.Bus.Bytes[Bme280Registers.Id] = 0x55;
            device.Bus.Fail(0, 2);
            device.Sample(forMs: 300_000);
            Assert.AreEqual(
                "sensor lost reason=busError;sensor lost reason=unsupportedChip chipId=85 supported=BME280;", device.Log.Text);
            device.Bus.Bytes[Bme280Registers.Id] = Bme280Registers.ChipId;
            device.Sample(forMs: 60_000);
            Assert.Contains("supported=BME280;sensor recovered;", device.Log.Text);
        }

        [TestMethod]
        public static void A_lost_sensor_is_asked_less_and_less_often()
        {
            var device = new TestNode();
            device.Bus.Fail(0, int.MaxValue);
            device.Sample(forMs: 3_600_000);
            Assert.IsTrue(device.Node.Counters.BusErrors > 100 && device.Node.Counters.BusErrors < 300);
            Assert.AreEqual(0, device.Node.Counters.SamplesTaken);
            Assert.IsTrue(device.Node.Counters.SamplesMissed >= 355, "missed while away");
        }

        [TestMethod]
        public static void After_a_recovery_one_disturbed_transfer_costs_no_sample_again()
        {
            var device = new TestNode();
            device.Bus.Fail(0, 12);
            device.Sample(forMs: 300_000);
            var missed = device.Node.Counters.SamplesMissed;
            device.Bus.Fail(0, 1);
            device.Sample(forMs: 30_000);
            Assert.AreEqual(missed, device.Node.Counters.SamplesMissed);
            Assert.AreEqual(33, missed + device.Node.Counters.SamplesTaken);
        }

        [TestMethod]
        public static void A_slow_sensor_is_given_its_time_for_each_sample()
        {
            var device = new TestNode();
            device.Bus.BusyReadsPerConversion = 15;
            device.Sample(forMs: 45_000);
            Assert.AreEqual(5, device.Node.Counters.SamplesTaken);
            Assert.AreEqual(0, device.Node.Counters.BusErrors);
        }

        [TestMethod]
        public static void A_brown_out_is_recovered_within_its_interval()
        {
            var device = new TestNode();
            device.Sample(forMs: 15_000);
            device.Bus.BrownOut();
            device.Sample(forMs: 10_000);
            Assert.AreEqual("sensor lost reason=configurationLost;sensor recovered;", device.Log.Text);
            Assert.AreEqual(3, device.Node.Counters.SamplesTaken);
        }

        [TestMethod]
        public static void A_sensor_that_never_finishes_is_reset()
        {
            var device = new TestNode();
            device.Bus.BusyReadsPerConversion = 1_000;
            device.Sample(forMs: 1_000);
            Assert.StartsWith("sensor lost reason=busy;", device.Log.Text);
        }

        [TestMethod]
        public static void Another_chip_is_named_in_the_log()
        {
            var device = new TestNode();
            device.Bus.Bytes[Bme280Registers.Id] = 0x58;
            device.Sample(forMs: 1_000);
            Assert.AreEqual("sensor lost reason=unsupportedChip chipId=88 supported=BME280;", device.Log.Text);
        }

        [TestMethod]
        public static void A_dead_bus_gives_no_sample()
        {
            var device = new TestNode();
            device.Sample(forMs: 5_000);
            device.Bus.AdcTemperature = 0;
            device.Bus.AdcPressure = 0;
            device.Bus.AdcHumidity = 0;
            device.Sample(forMs: 10_000);
            Assert.AreEqual(1, device.Node.Counters.SamplesTaken);
            Assert.AreEqual(1, device.Node.Counters.SamplesRejected);
        }

        [TestMethod]
        public static void A_skipped_channel_is_left_out_and_counted()
        {
            var device = new TestNode();
            device.Bus.AdcHumidity = Bme280Registers.SkippedAdc16;
            device.Sample(forMs: 5_000);
            Assert.AreEqual(1, device.Node.Counters.SamplesTaken);
            Assert.AreEqual(1, device.Node.Counters.SamplesRejected);
            Assert.AreEqual(1, device.Node.Counters.ReadingsSkipped);
            Assert.IsFalse(Next(device).HasHumidity);
        }

        [TestMethod]
        public static void A_channel_that_is_switched_off_is_not_even_measured()
        {
            var device = new TestNode(new DeviceSettings
            {
                Humidity = new ChannelSettings(ChannelLimits.Humidity) { Enabled = false },
                Telemetry = TestSettings.Flat,
            });
            device.Bus.AdcHumidity = Bme280Registers.SkippedAdc16;
            device.Sample(forMs: 5_000);
            Assert.AreEqual(0, device.Bus.Bytes[Bme280Registers.CtrlHum] & 7);
            Assert.AreEqual(0, device.Node.Counters.SamplesRejected);
            Assert.IsFalse(Next(device).HasHumidity);
        }

        [TestMethod]
        public static void Readings_are_smoothed_and_begin_afresh_once_an_instant_was_missed()
        {
            var device = new TestNode(TestSettings.Smoothed(500));
            device.Sample(forMs: 5_000);
            Assert.AreEqual(2_508, Next(device).TemperatureCentiC);
            device.Bus.AdcTemperature = 600_000; // 50.11 degrees
            device.Sample(forMs: 10_000);
            Assert.AreEqual(3_760, Next(device).TemperatureCentiC); // (25.08 + 50.11) / 2 = 37.595
            device.Bus.BrownOut(); // costs no sample
            device.Sample(forMs: 10_000);
            Assert.AreEqual(4_385, Next(device).TemperatureCentiC);
            device.Bus.AdcTemperature = 519_888;
            device.Bus.Fail(0, 12);
            device.Sample(forMs: 300_000);
            Assert.IsTrue(device.Node.Counters.SamplesMissed > 0);
            Assert.AreEqual(2_508, Next(device).TemperatureCentiC);
        }

        [TestMethod]
        public static void A_spike_that_comes_with_a_disturbed_transfer_is_told()
        {
            var device = new TestNode(new DeviceSettings
            {
                OutboxBytes = 2_048,
                Temperature = new ChannelSettings(ChannelLimits.Temperature) { HampelWindow = 5 },
            });
            device.Sample(forMs: 55_000);
            device.Bus.Fail(0, 1);
            device.Bus.AdcTemperature = 600_000;
            device.Sample(forMs: 10_000);
            Assert.AreEqual(1, device.Node.Counters.BusErrors);
            Assert.AreEqual(1, device.Node.Counters.ReadingsSpiked);
        }

        [TestMethod]
        public static void Without_UTC_a_sample_is_stamped_by_uptime()
        {
            var device = new TestNode();
            device.Clock.IsUtcKnown = false;
            device.Sample(forMs: 15_000);
            var record = Peek(device);
            Assert.IsTrue(record.StampKind == StampKind.Uptime);
            Assert.AreEqual((long)Bme280Timing.StartUpMs, record.StampMs);
        }

        private static long NextStamp(TestNode device)
        {
            var record = Peek(device);
            device.Node.Outbox.Acknowledge(record);
            return record.StampMs;
        }

        private static Sample Next(TestNode device)
        {
            var record = Peek(device);
            device.Node.Outbox.Acknowledge(record);
            var sample = new Sample();
            SamplePayload.Read(record.Payload, sample);
            return sample;
        }

        private static OutboxRecord Peek(TestNode device)
        {
            var record = new OutboxRecord(SamplePayload.LengthBytes);
            Assert.IsTrue(device.Node.Outbox.TryPeek(record));
            return record;
        }
    }
}
