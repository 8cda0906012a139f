using System.Diagnostics;
using System.Security.Cryptography;

namespace Firmware.VirtualDevice.Simulation;

/// <summary>
/// The firmware of a whole fleet in virtual time: no sockets, no waiting, as fast as the processors go. Everything that happens
/// follows from the options, whatever the number of threads. Thread-safe.
/// </summary>
public static class FleetSimulation
{
    /// <summary>Runs every device from power-on to an empty outbox.</summary>
    /// <param name="options">What is simulated.</param>
    /// <param name="cancellation">Stops the simulation within moments.</param>
    /// <returns>What happened.</returns>
    /// <exception cref="ArgumentException">An option is out of its range; the message says which, in one line.</exception>
    /// <exception cref="AggregateException">A device's firmware failed, which is a defect of it.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SimulationReport Run(SimulationOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        var watch = Stopwatch.StartNew();
        var results = new DeviceResult[options.Devices];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation };
        Parallel.For(0, options.Devices, parallel, index =>
        {
            using var device = new SimulatedDevice(options, index + 1);
            results[index] = device.Run(cancellation);
        });
        return Sum(options, results, watch.Elapsed);
    }

    // The devices' hashes in the order of the devices, so that it does not matter who finished first.
    private static SimulationReport Sum(SimulationOptions options, DeviceResult[] results, TimeSpan wallTime)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (device, delivery, sleep) = (default(DeviceTotals), default(DeliveryTotals), default(SleepTotals));
        foreach (var result in results)
        {
            hash.AppendData(result.Hash);
            device = device.Plus(result.Device);
            delivery = delivery.Plus(result.Delivery);
            sleep = sleep.Plus(result.Sleep);
        }

        return new SimulationReport(options, device, delivery, Convert.ToHexStringLower(hash.GetHashAndReset()), wallTime) { Sleep = sleep };
    }

    private static void Check(SimulationOptions options)
    {
        if (options.Devices is < 1 or > SimulationOptions.DevicesMax)
            throw new ArgumentException($"devices is {options.Devices}; it must be in [1, {SimulationOptions.DevicesMax}]");
        if (options.Duration <= TimeSpan.Zero) throw new ArgumentException("the duration must be more than zero");
        if (options.Threads < 1) throw new ArgumentException($"threads is {options.Threads}; it must be at least 1");
        if (options.Settings.FindError() is { } error) throw new ArgumentException(error);
    }
}
