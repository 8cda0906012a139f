using Cloud.Core.Checkpoints;
using Cloud.Core.Events;

namespace Cloud.Core.Windows;

/// <summary>One timed set of values, under the time that windows count it; NaN where a channel is absent. Immutable.</summary>
internal readonly record struct Sample(long Ticks, double Temperature, double Humidity, double Pressure)
{
    public static Sample Of(Reading reading, long ticks) => new(
        ticks, reading.Temperature ?? double.NaN, reading.Humidity ?? double.NaN, reading.Pressure ?? double.NaN);

    public double Value(Channel channel) => channel switch
    {
        Channel.Temperature => Temperature,
        Channel.Humidity => Humidity,
        _ => Pressure,
    };

    public void Save(StateWriter writer)
    {
        writer.Int64(Ticks);
        writer.Double(Temperature);
        writer.Double(Humidity);
        writer.Double(Pressure);
    }

    public static Sample Load(ref StateReader reader) => new(reader.Int64(), reader.Double(), reader.Double(), reader.Double());
}
