using System.Globalization;
using System.Text.Json;
using Cloud.Core.Alerts;

namespace Cloud.Core.Events;

/// <summary>
/// Decodes <c>alarm/1</c>: a threshold that a device watches by itself was crossed, or is kept again. It is the device's own alert, so
/// it becomes one here, under the rule <c>edge-{channel}-{side}</c>. Its opening may lie after its time stamp: the device's clock was set
/// back in between.
/// </summary>
internal static class EdgeAlarmDecoder
{
    /// <summary>What the message's property <c>schema</c> says.</summary>
    public const string Schema = "alarm/1";

    private static readonly string[] Units = ["°C", "%RH", "hPa"];

    /// <summary>Decodes an alarm of an authenticated device.</summary>
    /// <param name="hubEvent">Any event.</param>
    /// <param name="alarm">The alarm.</param>
    /// <returns>False where it is no alarm, or not a whole one; it is then for <see cref="ReadingDecoder"/> to refuse.</returns>
    public static bool TryDecode(HubEvent hubEvent, out EdgeAlarm alarm) => SchemaBody.TryRead(hubEvent, Schema, TryRead, out alarm);

    private static bool TryRead(JsonElement body, string device, out EdgeAlarm alarm)
    {
        alarm = default;
        if (!TryTime(body, "timestamp", out var at) || !TryTime(body, "openedAt", out var openedAt)) return false;
        if (!TryNumber(body, "reading", out var reading) || !TryNumber(body, "threshold", out var threshold)) return false;
        if (!SchemaBody.TryCount(body, "boot", out var boot) || !SchemaBody.TryCount(body, "seq", out var seq)) return false;
        if (!Enum.TryParse<Channel>(Word(body, "channel"), ignoreCase: true, out var channel) || !Enum.IsDefined(channel)) return false;
        if (Word(body, "side") is not ("high" or "low") || Word(body, "state") is not ("opened" or "resolved")) return false;
        var (name, side, isResolved) = (Word(body, "channel"), Word(body, "side"), Word(body, "state") == "resolved");
        var rule = $"edge-{name}-{side}";
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"{name} {reading} {Units[(int)channel]} at the device, whose threshold is {threshold} {Units[(int)channel]}");
        alarm = new EdgeAlarm(boot, seq, new Alert(
            AlertId.Of(rule, device, openedAt), rule, device, channel, isResolved ? AlertState.Resolved : AlertState.Open,
            openedAt, at, isResolved ? at : null, reading, message));
        return true;
    }

    private static string Word(JsonElement body, string name) =>
        LooseJson.Member(body, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    private static bool TryTime(JsonElement body, string name, out DateTimeOffset time) => TimestampText.TryParse(Word(body, name), out time);

    private static bool TryNumber(JsonElement body, string name, out double number)
    {
        number = 0;
        return LooseJson.Member(body, name) is { ValueKind: JsonValueKind.Number } member && member.TryGetDouble(out number) && double.IsFinite(number);
    }
}
