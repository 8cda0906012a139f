using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Firmware.Core;
using Firmware.Core.Telemetry;
using Firmware.VirtualDevice.Sensor;
using Firmware.VirtualDevice.Simulation;

namespace Firmware.VirtualDevice.Commands;

/// <summary>Kinds of options with their bounds, for every program that runs virtual devices; what is out of bounds is one line. Thread-safe.</summary>
public static class Options
{
    internal const string BadGroupKey = "--group-key: not base64 of 16 to 64 bytes";

    private static readonly TimeSpan TimeMax = TimeSpan.FromDays(1000);

    private static readonly (string Unit, double Milliseconds)[] Units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];

    internal static Option<string?> GroupKey(bool required) => new("--group-key")
    {
        Description = "The enrolment group's primary key, in base64: a secret.",
        Required = required,
    };

    /// <summary>A whole number in the range [<paramref name="min"/>, <paramref name="max"/>].</summary>
    public static Option<int> Number(string name, string description, int fallback, int min, int max) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => fallback,
        CustomParser = result =>
        {
            var isNumber = int.TryParse(Text(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
            if (isNumber && number >= min && number <= max) return number;
            result.AddError($"{name}: '{Text(result)}' is not a whole number from {min} to {max}");
            return fallback;
        },
    };

    /// <summary>A weight from 0.001 to 1, or "off"; in thousandths.</summary>
    public static Option<int?> Smoothing(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (Text(result) == "off") return 1000;
            if (TryDecimal(Text(result), out var weight) && weight is >= 0.001 and <= 1) return (int)Math.Round(weight * 1000);
            result.AddError($"{name}: '{Text(result)}' is neither off nor a number from 0.001 to 1");
            return null;
        },
    };

    /// <summary>A number in the range [<paramref name="min"/>, <paramref name="max"/>], such as 2.5.</summary>
    public static Option<double> Factor(string name, string description, double fallback, double min, double max) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => fallback,
        CustomParser = result =>
        {
            if (TryDecimal(Text(result), out var number) && number >= min && number <= max) return number;
            result.AddError($"{name}: '{Text(result)}' is not a number from {min} to {max}");
            return fallback;
        },
    };

    /// <summary>A span of time such as 500ms, 10s, 5m or 24h, in the range [<paramref name="min"/>, 1,000 days].</summary>
    public static Option<TimeSpan?> Time(string name, string description, TimeSpan? fallback, TimeSpan min) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => fallback,
        CustomParser = result =>
        {
            if (TryTime(Text(result), out var time) && time >= min) return time;
            result.AddError($"{name}: '{Text(result)}' is not a time from {min.TotalMilliseconds} ms on, such as 500ms, 10s, 5m or 24h");
            return fallback;
        },
    };

    /// <summary>One of the firmware's telemetry formats by its name.</summary>
    public static Option<TelemetryFormat> Format(string name, string description, TelemetryFormat fallback) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => fallback,
        CustomParser = result =>
        {
            if (Text(result) == "flat") return TelemetryFormat.Flat;
            if (Text(result) != "curve") result.AddError($"{name}: '{Text(result)}' is neither curve nor flat");
            return TelemetryFormat.Curve;
        },
    };

    /// <summary>One of the chips that the emulator can be, by its name.</summary>
    public static Option<SensorChip> Sensor(string name, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => SensorChip.Bme280,
        CustomParser = result =>
        {
            if (Text(result) == "BMP280") return SensorChip.Bmp280;
            if (Text(result) != "BME280") result.AddError($"{name}: '{Text(result)}' is neither BME280 nor BMP280");
            return SensorChip.Bme280;
        },
    };

    /// <summary>One of the firmware's power modes by its name.</summary>
    internal static Option<PowerMode> Power(string name, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => PowerMode.Always,
        CustomParser = result =>
        {
            if (Text(result) == "deepSleep") return PowerMode.DeepSleep;
            if (Text(result) != "always") result.AddError($"{name}: '{Text(result)}' is neither always nor deepSleep");
            return PowerMode.Always;
        },
    };

    /// <summary>One of the fault profiles by its name.</summary>
    public static Option<FaultRates> Faults(string name, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => FaultRates.None,
        CustomParser = result =>
        {
            if (Text(result) == "default") return FaultRates.Default;
            if (Text(result) != "none") result.AddError($"{name}: '{Text(result)}' is neither none nor default");
            return FaultRates.None;
        },
    };

    /// <summary>Reads a span of time such as 500ms, 10s, 5m or 24h.</summary>
    /// <returns>False unless it is a number of at least 0 and a unit, and at most 1,000 days.</returns>
    public static bool TryTime(string text, out TimeSpan time)
    {
        ArgumentNullException.ThrowIfNull(text);
        time = default;
        var unit = Units.FirstOrDefault(unit => text.EndsWith(unit.Unit, StringComparison.Ordinal));
        if (unit.Unit is null) return false;
        if (!TryDecimal(text[..^unit.Unit.Length], out var count)) return false;
        var milliseconds = count * unit.Milliseconds;
        if (milliseconds > TimeMax.TotalMilliseconds) return false;
        time = TimeSpan.FromMilliseconds(milliseconds);
        return true;
    }

    // .NET takes "NaN" for a number, too.
    private static bool TryDecimal(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static string Text(ArgumentResult result) => result.Tokens[0].Value;
}
