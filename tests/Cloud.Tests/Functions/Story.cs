namespace Cloud.Tests.Functions;

/// <summary>A quarter of an hour of two rooms in four batches: a step of 6 °C in the kitchen, one unreadable body, one resend.</summary>
internal static class Story
{
    private const int Samples = 36;

    // After the detectors' warm-up of 10 minutes.
    private const int StepAt = 24;

    public static IReadOnlyList<byte[]> Batches { get; } = Make();

    /// <summary>The event time of the first reading after the step.</summary>
    public static DateTimeOffset StepTime { get; } = TimeOf(StepAt);

    private static byte[][] Make()
    {
        var events = Enumerable.Range(0, Samples).SelectMany(EventsOf).ToList();
        events.Insert(9, new TelemetryEvent("offices", TimeOf(4), "\"no object\""));
        events.Insert(30, events[20]);
        var number = 1L;
        return [.. events.Chunk(16).Select(chunk =>
        {
            var request = TelemetryRequest.HostShape(number, chunk);
            number += chunk.Length;
            return request;
        })];
    }

    private static IEnumerable<TelemetryEvent> EventsOf(int sample) =>
    [
        TelemetryEvent.Flat("kitchen", TimeOf(sample), sample + 1, 21 + (sample % 3 / 100.0) + (sample >= StepAt ? 6 : 0)),
        TelemetryEvent.Flat("offices", TimeOf(sample), sample + 1, 22 - (sample % 2 / 100.0)),
    ];

    private static DateTimeOffset TimeOf(int sample) => RunningHandler.Start.AddSeconds(30 * sample);
}
