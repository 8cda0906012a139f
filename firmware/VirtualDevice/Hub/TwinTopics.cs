using System.Globalization;

namespace Firmware.VirtualDevice.Hub;

/// <summary>The topics of device twins (learn.microsoft.com: "Communicate with an IoT hub using MQTT", twin operations).</summary>
internal static class TwinTopics
{
    /// <summary>Where answers come; to be subscribed to before anything is asked.</summary>
    public const string Answers = "$iothub/twin/res/#";

    /// <summary>Where changes of the desired properties come.</summary>
    public const string DesiredPatches = "$iothub/twin/PATCH/properties/desired/#";

    private const string AnswerPrefix = "$iothub/twin/res/";
    private const string DesiredPrefix = "$iothub/twin/PATCH/properties/desired/";

    /// <summary>Asks for the whole twin.</summary>
    public static string Get(int requestId) => string.Create(CultureInfo.InvariantCulture, $"$iothub/twin/GET/?$rid={requestId}");

    /// <summary>Changes the reported properties.</summary>
    public static string Report(int requestId) =>
        string.Create(CultureInfo.InvariantCulture, $"$iothub/twin/PATCH/properties/reported/?$rid={requestId}");

    /// <summary>Whether a message is a change of the desired properties.</summary>
    public static bool IsDesiredPatch(string topic) => topic.StartsWith(DesiredPrefix, StringComparison.Ordinal);

    // $iothub/twin/res/{status}/?$rid={request id}[&$version={new version}]

    /// <summary>Takes an answer's topic apart.</summary>
    /// <returns>False when it is no answer's topic.</returns>
    public static bool TryParseAnswer(string topic, out int status, out int requestId)
    {
        (status, requestId) = (0, 0);
        var query = topic.IndexOf("/?", StringComparison.Ordinal);
        if (!topic.StartsWith(AnswerPrefix, StringComparison.Ordinal) || query < AnswerPrefix.Length) return false;
        foreach (var pair in topic[(query + 2)..].Split('&'))
            if (pair.StartsWith("$rid=", StringComparison.Ordinal)) TryNumber(pair["$rid=".Length..], out requestId);
        return requestId > 0 && TryNumber(topic[AnswerPrefix.Length..query], out status);
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
