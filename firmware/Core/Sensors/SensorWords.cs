namespace Firmware.Core.Sensors
{
    /// <summary>How the sensor is, in a word. Pure.</summary>
    internal static class SensorWords
    {
        public static string Of(SensorStatus status)
        {
            switch (status)
            {
                case SensorStatus.Ready: return "ok";
                case SensorStatus.Busy: return "busy";
                case SensorStatus.UnsupportedChip: return "unsupportedChip";
                case SensorStatus.BadCalibration: return "badCalibration";
                case SensorStatus.ConfigurationLost: return "configurationLost";
                default: return "busError";
            }
        }
    }
}
