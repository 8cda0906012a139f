using Firmware.Core.Ports;
using Firmware.Core.Sensors;
using Firmware.Core.Telemetry;

namespace Firmware.Core.Configuration
{
    /// <summary>Between the settings of the firmware and the values of a <see cref="TwinSchema"/>, in its order. Pure.</summary>
    public static class TwinMapping
    {
        /// <summary>The values of settings.</summary>
        public static int[] ValuesOf(DeviceSettings settings)
        {
            var values = new int[TwinSchema.Count];
            values[TwinSchema.FirstOfSampling] = settings.IntervalMs;
            values[TwinSchema.FirstOfSampling + 1] = (int)settings.TemperatureOversampling;
            values[TwinSchema.FirstOfSampling + 2] = (int)settings.HumidityOversampling;
            values[TwinSchema.FirstOfSampling + 3] = (int)settings.PressureOversampling;
            values[TwinSchema.FirstOfSampling + 4] = (int)settings.IirFilter;
            Put(settings.Temperature, values, TwinSchema.FirstOfTemperature);
            Put(settings.Humidity, values, TwinSchema.FirstOfHumidity);
            Put(settings.Pressure, values, TwinSchema.FirstOfPressure);
            values[TwinSchema.FirstOfDerived] = settings.Derived.DewPoint ? 1 : 0;
            values[TwinSchema.FirstOfDerived + 1] = settings.Derived.AbsoluteHumidity ? 1 : 0;
            values[TwinSchema.FirstOfDerived + 2] = settings.Derived.SeaLevelPressure ? 1 : 0;
            values[TwinSchema.FirstOfDerived + 3] = settings.Derived.AltitudeDm;
            values[TwinSchema.FirstOfTelemetry] = (int)settings.Telemetry.Format;
            values[TwinSchema.FirstOfTelemetry + 1] = settings.Telemetry.IntervalMs;
            values[TwinSchema.FirstOfTelemetry + 2] = settings.Telemetry.MaxBytes;
            values[TwinSchema.FirstOfPower] = (int)settings.Power.Mode;
            values[TwinSchema.FirstOfPower + 1] = settings.Power.Batch;
            values[TwinSchema.FirstOfLog] = (int)settings.LogLevel;
            return values;
        }

        /// <summary>Settings with the values of a twin; what no twin can set stays as it is.</summary>
        /// <param name="own">The device's own settings, or what an earlier merge made of them.</param>
        /// <param name="values">The values.</param>
        public static DeviceSettings Merge(DeviceSettings own, TwinValues values) => new DeviceSettings
        {
            IntervalMs = values.Get(TwinSchema.FirstOfSampling),
            TemperatureOversampling = (Oversampling)values.Get(TwinSchema.FirstOfSampling + 1),
            HumidityOversampling = (Oversampling)values.Get(TwinSchema.FirstOfSampling + 2),
            PressureOversampling = (Oversampling)values.Get(TwinSchema.FirstOfSampling + 3),
            IirFilter = (IirFilter)values.Get(TwinSchema.FirstOfSampling + 4),
            Temperature = Channel(own.Temperature, values, TwinSchema.FirstOfTemperature),
            Humidity = Channel(own.Humidity, values, TwinSchema.FirstOfHumidity),
            Pressure = Channel(own.Pressure, values, TwinSchema.FirstOfPressure),
            Derived = Derived(values),
            Telemetry = Telemetry(values),
            Power = Power(values),
            LogLevel = (LogLevel)values.Get(TwinSchema.FirstOfLog),
            OutboxBytes = own.OutboxBytes,
            OutboxFlashBytes = own.OutboxFlashBytes,
            OutboxSaveAfterMs = own.OutboxSaveAfterMs,
            UplinkPollMs = own.UplinkPollMs,
            PublishPauseMs = own.PublishPauseMs,
            UplinkBackoffFirstMs = own.UplinkBackoffFirstMs,
            UplinkBackoffMaxMs = own.UplinkBackoffMaxMs,
            TrialMaxMs = own.TrialMaxMs,
            NetworkRestartFailures = own.NetworkRestartFailures,
            NetworkRestartEveryMs = own.NetworkRestartEveryMs,
        };

        /// <summary>Whether two settings sample, smooth and send alike.</summary>
        public static bool IsSameSampling(DeviceSettings one, DeviceSettings other)
        {
            var values = ValuesOf(one);
            var others = ValuesOf(other);
            for (var i = 0; i < TwinSchema.FirstOfLog; i++)
                if (values[i] != others[i]) return false;
            return true;
        }

        private static TelemetrySettings Telemetry(TwinValues values) => new TelemetrySettings
        {
            Format = (TelemetryFormat)values.Get(TwinSchema.FirstOfTelemetry),
            IntervalMs = values.Get(TwinSchema.FirstOfTelemetry + 1),
            MaxBytes = values.Get(TwinSchema.FirstOfTelemetry + 2),
        };

        private static PowerSettings Power(TwinValues values) => new PowerSettings
        {
            Mode = (PowerMode)values.Get(TwinSchema.FirstOfPower),
            Batch = values.Get(TwinSchema.FirstOfPower + 1),
        };

        private static DerivedSettings Derived(TwinValues values) => new DerivedSettings
        {
            DewPoint = values.Get(TwinSchema.FirstOfDerived) != 0,
            AbsoluteHumidity = values.Get(TwinSchema.FirstOfDerived + 1) != 0,
            SeaLevelPressure = values.Get(TwinSchema.FirstOfDerived + 2) != 0,
            AltitudeDm = values.Get(TwinSchema.FirstOfDerived + 3),
        };

        private static void Put(ChannelSettings channel, int[] values, int first)
        {
            values[first] = channel.Enabled ? 1 : 0;
            values[first + 1] = channel.Offset;
            values[first + 2] = channel.GainPerMillion;
            values[first + 3] = channel.Min;
            values[first + 4] = channel.Max;
            values[first + 5] = channel.StuckSamples;
            values[first + 6] = channel.HampelWindow;
            values[first + 7] = channel.HampelKPerMille;
            values[first + 8] = channel.HampelFloor;
            values[first + 9] = channel.MedianWindow;
            values[first + 10] = channel.EmaAlphaPerMille;
            values[first + 11] = channel.AlarmHigh;
            values[first + 12] = channel.AlarmLow;
            values[first + 13] = channel.AlarmHysteresis;
            values[first + 14] = channel.AlarmMinDurationMs;
            values[first + 15] = channel.Epsilon;
        }

        private static ChannelSettings Channel(ChannelSettings own, TwinValues values, int first) => new ChannelSettings(own.Limits)
        {
            Enabled = values.Get(first) != 0,
            Offset = values.Get(first + 1),
            GainPerMillion = values.Get(first + 2),
            Min = values.Get(first + 3),
            Max = values.Get(first + 4),
            StuckSamples = values.Get(first + 5),
            HampelWindow = values.Get(first + 6),
            HampelKPerMille = values.Get(first + 7),
            HampelFloor = values.Get(first + 8),
            MedianWindow = values.Get(first + 9),
            EmaAlphaPerMille = values.Get(first + 10),
            AlarmHigh = values.Get(first + 11),
            AlarmLow = values.Get(first + 12),
            AlarmHysteresis = values.Get(first + 13),
            AlarmMinDurationMs = values.Get(first + 14),
            Epsilon = values.Get(first + 15),
        };
    }
}
