using System.Text;

namespace Firmware.Core.Telemetry
{
    /// <summary>Writes numbers digit by digit, without culture and without floating point. Pure.</summary>
    public static class Decimals
    {
        /// <summary>Appends hundredths as a decimal number without trailing zeros: 4020 as 40.2, 2100 as 21, -5 as -0.05.</summary>
        public static void AppendHundredths(StringBuilder into, int hundredths)
        {
            long value = hundredths;
            if (value < 0)
            {
                into.Append('-');
                value = -value;
            }

            into.Append(value / 100);
            var fraction = (int)(value % 100);
            if (fraction == 0) return;
            into.Append('.').Append(Digit(fraction / 10));
            if (fraction % 10 != 0) into.Append(Digit(fraction % 10));
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
