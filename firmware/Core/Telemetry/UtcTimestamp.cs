using System;
using System.Text;

namespace Firmware.Core.Telemetry
{
    /// <summary>
    /// ISO 8601 time stamps, such as 2026-11-20T09:00:00.000Z, from Unix milliseconds by integer arithmetic: nanoCLR and .NET differ
    /// in what their DateTime offers. Pure.
    /// </summary>
    public static class UtcTimestamp
    {
        /// <summary>The last millisecond of the year 9999, in Unix ms.</summary>
        public const long UnixMsMax = 253_402_300_799_999;

        private const long DayMs = 86_400_000;
        private const int DaysToUnixEpoch = 719_468; // from 0000-03-01 to 1970-01-01
        private const int DaysOf400Years = 146_097;

        /// <summary>Appends the time stamp.</summary>
        /// <param name="into">Receives 24 characters.</param>
        /// <param name="unixMs">Unix time in ms, in the range [0, <see cref="UnixMsMax"/>].</param>
        /// <exception cref="ArgumentOutOfRangeException">The time is out of that range.</exception>
        public static void Append(StringBuilder into, long unixMs)
        {
            if (unixMs < 0 || unixMs > UnixMsMax) throw new ArgumentOutOfRangeException(nameof(unixMs));
            AppendDate(into, (int)(unixMs / DayMs));
            into.Append('T');
            AppendTime(into, (int)(unixMs % DayMs));
            into.Append('Z');
        }

        // The civil calendar from a day count, with years that begin in March so that the leap day comes last:
        // H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
        private static void AppendDate(StringBuilder into, int unixDay)
        {
            var day = unixDay + DaysToUnixEpoch;
            var era = day / DaysOf400Years;
            var dayOfEra = day % DaysOf400Years;
            var yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
            var dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
            var monthFromMarch = (5 * dayOfYear + 2) / 153;
            var month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
            var year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
            Decimals.AppendPadded(into, year, 4);
            into.Append('-');
            Decimals.AppendPadded(into, month, 2);
            into.Append('-');
            Decimals.AppendPadded(into, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, 2);
        }

        private static void AppendTime(StringBuilder into, int msOfDay)
        {
            Decimals.AppendPadded(into, msOfDay / 3_600_000, 2);
            into.Append(':');
            Decimals.AppendPadded(into, msOfDay / 60_000 % 60, 2);
            into.Append(':');
            Decimals.AppendPadded(into, msOfDay / 1_000 % 60, 2);
            into.Append('.');
            Decimals.AppendPadded(into, msOfDay % 1_000, 3);
        }
    }
}
