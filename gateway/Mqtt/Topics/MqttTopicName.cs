using System.Buffers;
using System.Text;

namespace Gateway.Mqtt.Topics;

/// <summary>What a topic name may be. MQTT 3.1.1 section 4.7.3. Thread-safe.</summary>
public static class MqttTopicName
{
    /// <summary>The longest topic name or filter, in bytes of UTF-8. MQTT-4.7.3-3.</summary>
    public const int BytesMax = 65_535;

    /// <summary>Whether a message may be published to it: 1 to 65_535 bytes of well-formed UTF-8, no '+', '#' or U+0000.</summary>
    public static bool IsValid(string topic) => IsText(topic) && topic.AsSpan().IndexOfAny('+', '#') < 0;

    /// <summary>Whether it may stand where a topic name or filter stands: MQTT 3.1.1 section 1.5.3, and not empty (MQTT-4.7.3-1).</summary>
    internal static bool IsText(string text) =>
        text.Length is > 0 and <= BytesMax && !text.Contains('\0') && IsWellFormed(text) && Encoding.UTF8.GetByteCount(text) <= BytesMax;

    /// <summary>Whether every surrogate has its partner (MQTT-1.5.3-1).</summary>
    internal static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0; at = text.IndexOfAnyInRange('\uD800', '\uDFFF'))
        {
            if (Rune.DecodeFromUtf16(text[at..], out _, out var consumed) != OperationStatus.Done) return false;
            text = text[(at + consumed)..];
        }
        return true;
    }
}
