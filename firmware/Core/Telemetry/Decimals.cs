using System.Text;

namespace Firmware.Core.Telemetry
{
    /// <summary>Writes numbers digit by digit, without culture and without floating point. Pure.</summary>
    public static class Decimals
    {
        /// <summary>Appends hundredths as a decimal number without trailing zeros: 4020 as 40.2, 2100 as 21, -5 as -0.05.</summary>
        public static void AppendHundredths(StringBuilder into, int hundredths) => AppendScaled(into, hundredths, 100);

        /// <summary>Appends a scaled integer as a decimal number without trailing zeros.</summary>
        /// <param name="into">Receives the digits.</param>
        /// <param name="scaled">The integer.</param>
        /// <param name="scale">How many make one: a power of ten.</param>
        public static void AppendScaled(StringBuilder into, int scaled, int scale)
        {
            long value = scaled;
            if (value < 0)
            {
                into.Append('-');
                value = -value;
            }

            into.Append(value / scale);
            var fraction = (int)(value % scale);
            if (fraction == 0) return;
            into.Append('.');
            for (var digit = scale / 10; fraction > 0; digit /= 10)
            {
                into.Append(Digit(fraction / digit));
                fraction %= digit;
            }
        }

        /// <summary>Appends a number with leading zeros.</summary>
        /// <param name="into">Receives the digits.</param>
        /// <param name="value">The number, at least 0; only its last <paramref name="width"/> digits are written.</param>
        /// <param name="width">How many digits.</param>
        public static void AppendPadded(StringBuilder into, int value, int width)
        {
            var scale = 1;
            for (var i = 1; i < width; i++) scale *= 10;
            for (; scale > 0; scale /= 10) into.Append(Digit(value / scale % 10));
        }

        private static char Digit(int value) => (char)('0' + value);
    }
}
