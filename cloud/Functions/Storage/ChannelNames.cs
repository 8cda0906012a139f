using Cloud.Core.Events;

namespace Cloud.Functions.Storage;

/// <summary>The channels' names in the store and in the API.</summary>
internal static class ChannelNames
{
    public static string Of(Channel channel) => channel switch
    {
        Channel.Temperature => "temperature",
        Channel.Humidity => "humidity",
        Channel.Pressure => "pressure",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, null),
    };
}
