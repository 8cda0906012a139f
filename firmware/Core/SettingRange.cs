namespace Firmware.Core
{
    /// <summary>How a setting out of its range is reported: its name, its value and the range, in one line. Pure.</summary>
    internal static class SettingRange
    {
        public static string? Check(string name, int value, int min, int max)
        {
            if (value >= min && value <= max) return null;
            return name + " is " + value.ToString() + "; it must be in [" + min.ToString() + ", " + max.ToString() + "]";
        }
    }
}
