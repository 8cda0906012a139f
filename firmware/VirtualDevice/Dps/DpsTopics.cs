using System.Globalization;

namespace Firmware.VirtualDevice.Dps;

/// <summary>The topics of DPS (learn.microsoft.com: "Communicate with DPS using the MQTT protocol").</summary>
internal static class DpsTopics
{
    /// <summary>Where answers come; to be subscribed to before anything is asked.</summary>
    public const string Answers = "$dps/registrations/res/#";

    private const string AnswerPrefix = "$dps/registrations/res/";

    public static string Register(int requestId) =>
        string.Create(CultureInfo.InvariantCulture, $"$dps/registrations/PUT/iotdps-register/?$rid={requestId}");

    public static string OperationStatus(int requestId, string operationId) => string.Create(
        CultureInfo.InvariantCulture,
        $"$dps/registrations/GET/iotdps-get-operationstatus/?$rid={requestId}&operationId={Uri.EscapeDataString(operationId)}");

    // $dps/registrations/res/{status}/?$rid={request id}[&retry-after={seconds}]

    /// <summary>Takes an answer's topic apart.</summary>
    /// <returns>False when it is no answer's topic.</returns>
    public static bool TryParseAnswer(string topic, out int status, out int requestId, out int? retryAfterSeconds)
    {
        (status, requestId, retryAfterSeconds) = (0, 0, null);
        var query = topic.IndexOf("/?", StringComparison.Ordinal);
        if (!topic.StartsWith(AnswerPrefix, StringComparison.Ordinal) || query < AnswerPrefix.Length) return false;
        foreach (var pair in topic[(query + 2)..].Split('&'))
        {
            if (pair.Split('=', 2) is not [var name, var text] || !TryNumber(text, out var value)) continue;
            if (name == "$rid") requestId = value;
            if (name == "retry-after") retryAfterSeconds = value;
        }

        return requestId > 0 && TryNumber(topic[AnswerPrefix.Length..query], out status);
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
