namespace Benchmarks.HubLoad;

/// <summary>
/// How fast the gateway takes telemetry: QoS 1 over TLS from real sockets, each message on the disk before its PUBACK, with mosquitto,
/// which keeps nothing, beside it in the same run. Rounds alternate, so that both meet the same machine.
/// </summary>
internal static class HubLoadRun
{
    private const int Rounds = 3;
    private const int Messages = 200_000;
    private const double RateTarget = 1.5;

    public static IEnumerable<Measurement> Measure()
    {
        var (source, compiler, mosquitto) = (Folder.Shared("tools", "mqload.c"), Folder.Program("cc"), Folder.Program("mosquitto"));
        if (source is null || compiler is null || mosquitto is null)
        {
            Console.WriteLine("  skipped: it needs ../shared/tools/mqload.c, cc and mosquitto");
            yield break;
        }

        using var folder = new Folder();
        var data = folder.File("data");
        File.WriteAllLines(folder.File("devices"), Devices.EnterAsync(data, count: 1_000).GetAwaiter().GetResult());
        var load = new LoadTool(LoadTool.Compile(compiler, source, folder), folder.File("devices"));
        using var gateway = GatewayServer.Start(data);
        using var other = MosquittoServer.Start(mosquitto, folder, data);
        foreach (var clients in new[] { 100, 1_000 })
            foreach (var measurement in Compare(load, gateway, other, clients)) yield return measurement;
    }

    private static IEnumerable<Measurement> Compare(LoadTool load, Server gateway, Server mosquitto, int clients)
    {
        var (ours, theirs) = (new List<LoadResult>(), new List<LoadResult>());
        for (var round = 0; round < Rounds; round++)
        {
            theirs.Add(load.Run(mosquitto, clients, Messages / clients));
            ours.Add(load.Run(gateway, clients, Messages / clients));
        }

        var (peak, peer) = (Median(ours, one => one.PerSecond), Median(theirs, one => one.PerSecond));
        yield return new Measurement($"{clients} clients, gateway", peak, "msg/s");
        yield return new Measurement($"{clients} clients, mosquitto", peer, "msg/s");
        yield return new Measurement($"{clients} clients, gateway over mosquitto", peak / peer, "times", RateTarget, IsAtLeast: true);
        yield return new Measurement($"{clients} clients, processor time, gateway", Median(ours, Microseconds), "us/msg");
        yield return new Measurement($"{clients} clients, processor time, mosquitto", Median(theirs, Microseconds), "us/msg");
        var half = load.Run(gateway, clients, (int)(peak * 5 / clients), peak / 2);
        yield return new Measurement($"{clients} clients, PUBACK p99 at half the peak", half.Percentile99Ms, "ms", 50);
    }

    private static double Microseconds(LoadResult result) => result.ProcessorTimeEach.TotalMicroseconds;

    private static double Median(List<LoadResult> results, Func<LoadResult, double> value) => results.Select(value).Order().ElementAt(results.Count / 2);
}
