namespace Firmware.Core.Derived
{
    /// <summary>Rounds to tenths: what a computed quantity can be relied on to. Pure.</summary>
    internal static class Tenths
    {
        /// <summary>The nearest tenth, a half upwards.</summary>
        /// <param name="hundredths">The value in hundredths.</param>
        /// <returns>The tenth, in hundredths too.</returns>
        public static int Round(long hundredths)
        {
            var shifted = hundredths + 5;
            var rest = shifted % 10;
            return (int)(shifted - (rest < 0 ? rest + 10 : rest));
        }
    }
}
