using Cloud.Core.Events;

namespace Cloud.Tests.Checkpoints;

/// <summary>A stream made from a seed: several devices, steps, gaps, disorder, resends, bodies that are none, wrong clocks.</summary>
internal static class RandomStream
{
    private static readonly string[] Devices = ["kitchen", "offices", "deposit"];

    public static List<HubEvent> Make(int seed, int count, double disorderSeconds = 15)
    {
        var random = new Random(seed);
        var stream = new Stream();
        var events = new List<HubEvent>(count);
        var seqs = new long[Devices.Length];
        double now = 0;
        while (events.Count < count)
        {
            now += random.Next(12) == 0 ? random.Next(900) : random.NextDouble() * 8;
            var index = random.Next(Devices.Length);
            events.Add(random.Next(20) switch
            {
                0 when events.Count > 0 => stream.Resent(events[random.Next(Math.Max(0, events.Count - 30), events.Count)]),
                1 => stream.Raw(Devices[index], $"bad-{events.Count}", Stream.Start.AddSeconds(now), "{"),
                2 => stream.Raw("tasmota", $"m-{events.Count}", Stream.Start.AddSeconds(now), """{"temp":21.5}"""),
                3 => stream.Message(++seqs[index], Stream.Seconds(now + 400), 99, Devices[index], arrival: Stream.Seconds(now)),
                4 => stream.Message(++seqs[index], Stream.Seconds(now - 4000), 99, Devices[index], arrival: Stream.Seconds(now)),
                _ => stream.Message(
                    ++seqs[index],
                    Stream.Seconds(Math.Round(now - (random.NextDouble() * disorderSeconds), 3)),
                    Math.Round((index * 3) + 20 + random.NextDouble() + (now % 7200 > 5400 ? 7 : 0), 2),
                    Devices[index],
                    arrival: Stream.Seconds(now)),
            });
        }

        return events;
    }
}
