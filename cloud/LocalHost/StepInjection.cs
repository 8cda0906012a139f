using System.Globalization;
using System.Text.RegularExpressions;
using Firmware.VirtualDevice.Commands;

namespace Cloud.LocalHost;

/// <summary>A step in one room's temperature, as <c>--inject kitchen:+6@20s</c> asks for it. Immutable.</summary>
/// <param name="DeviceId">The room's device.</param>
/// <param name="DeltaC">How far the temperature steps, in °C, in the range [-60, 60] and not 0.</param>
/// <param name="At">When, in real time after the start, as with <c>--duration</c>.</param>
public sealed partial record StepInjection(string DeviceId, double DeltaC, TimeSpan At)
{
    private const double DeltaMaxC = 60;

    /// <summary>Reads <c>device:+6@20s</c>.</summary>
    /// <returns>Null, and the reason, where the text is not of that form.</returns>
    public static StepInjection? Parse(string text, out string error)
    {
        error = $"'{text}' is not device:delta@time, for instance kitchen:+6@20s (°C, real time after the start)";
        var match = Form().Match(text);
        if (!match.Success || !Options.TryTime(match.Groups["at"].Value, out var at)) return null;
        if (!double.TryParse(match.Groups["delta"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var delta)) return null;
        if (delta == 0 || Math.Abs(delta) > DeltaMaxC)
        {
            error = $"'{text}': the step must not be 0 and must lie in -{DeltaMaxC}..{DeltaMaxC} °C";
            return null;
        }

        return new StepInjection(match.Groups["device"].Value, delta, at);
    }

    [GeneratedRegex(@"^(?<device>[^:]+):(?<delta>[+-]?\d+(\.\d+)?)@(?<at>\S+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
