namespace Gateway.Mqtt.Topics;

/// <summary>Topic filters with their wildcards. MQTT 3.1.1 section 4.7. Thread-safe.</summary>
public static class MqttTopicFilter
{
    /// <summary>
    /// Whether the filter is well-formed: '#' only as the whole last level (MQTT-4.7.1-2), '+' only as a whole level
    /// (MQTT-4.7.1-3), 1 to 65_535 bytes of UTF-8, no U+0000.
    /// </summary>
    public static bool IsValid(string filter) => MqttTopicName.IsText(filter) && WildcardsStandAlone(filter);

    /// <summary>
    /// Whether messages on a topic belong to a subscription. '+' stands for one level, '#' for the level above it and all below
    /// (MQTT 3.1.1 section 4.7.1.2); neither stands for a first level that begins with '$' (MQTT-4.7.2-1).
    /// </summary>
    /// <param name="filter">A well-formed filter; the answer for any other is undefined.</param>
    /// <param name="topic">A topic name.</param>
    public static bool Matches(ReadOnlySpan<char> filter, ReadOnlySpan<char> topic)
    {
        if (topic.StartsWith('$') && (filter.StartsWith('+') || filter.StartsWith('#'))) return false;
        while (true)
        {
            var (filterEnd, topicEnd) = (filter.IndexOf('/'), topic.IndexOf('/'));
            var level = FirstLevel(filter, filterEnd);
            if (level is "#") return true;
            if (level is not "+" && !level.SequenceEqual(FirstLevel(topic, topicEnd))) return false;
            if (topicEnd < 0) return filterEnd < 0 || filter[(filterEnd + 1)..] is "#";
            if (filterEnd < 0) return false;
            filter = filter[(filterEnd + 1)..];
            topic = topic[(topicEnd + 1)..];
        }
    }

    private static ReadOnlySpan<char> FirstLevel(ReadOnlySpan<char> levels, int end) => end < 0 ? levels : levels[..end];

    private static bool WildcardsStandAlone(ReadOnlySpan<char> rest)
    {
        for (var end = rest.IndexOf('/'); end >= 0; end = rest.IndexOf('/'))
        {
            if (rest[..end].Contains('#') || !PlusStandsAlone(rest[..end])) return false;
            rest = rest[(end + 1)..];
        }
        return rest is "#" || (!rest.Contains('#') && PlusStandsAlone(rest));
    }

    private static bool PlusStandsAlone(ReadOnlySpan<char> level) => level is "+" || !level.Contains('+');
}
