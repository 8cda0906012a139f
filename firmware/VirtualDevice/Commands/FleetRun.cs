using Firmware.VirtualDevice.Fleet;

namespace Firmware.VirtualDevice.Commands;

/// <summary>One run of <c>run</c>: start, wait, stop sampling, let the outboxes empty, report.</summary>
internal sealed class FleetRun(RunOptions options, TextWriter output, TextWriter errors)
{
    /// <summary>How long the outboxes may take to empty at the end.</summary>
    public static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Runs.</summary>
    /// <param name="cancellation">Ctrl+C.</param>
    /// <returns>0 when every message was acknowledged, otherwise 1; a message may hold many samples, and alarms are messages, too.</returns>
    /// <exception cref="UsageException">The options do not fit together, or a file is not usable.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var plan = FleetPlan.Of(options, errors);
        await using var fleet = Start(plan);
        output.WriteLine($"{fleet.Devices.Count} devices run, one sample each {options.Interval.TotalSeconds} s; Ctrl+C stops them");
        await RunTimeAsync(fleet, cancellation);
        fleet.StopSampling();
        if (fleet.MessagesWaiting > 0)
            output.WriteLine($"stopping; {fleet.MessagesWaiting} messages may still go for {DrainTimeout.TotalSeconds} s");
        await fleet.DrainAsync(DrainTimeout);
        output.WriteLine(
            $"samples={fleet.SamplesMade} acknowledged={fleet.MessagesAcknowledged} "
            + $"waiting={fleet.MessagesWaiting} dropped={fleet.MessagesDropped}");
        return fleet.MessagesWaiting == 0 && fleet.MessagesDropped == 0 ? 0 : 1;
    }

    private static VirtualFleet Start(VirtualFleetOptions plan)
    {
        try
        {
            return VirtualFleet.Start(plan);
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--state: {e.Message}", e);
        }
    }

    // Until the time is over, Ctrl+C, or a defect of the firmware, which is thrown.
    private async Task RunTimeAsync(VirtualFleet fleet, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (options.Duration is { } duration) end.CancelAfter(duration);
        await fleet.Completion.WaitAsync(end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (fleet.Completion.IsFaulted) await fleet.Completion;
    }
}
