using Gateway.Core.Upstream;

namespace Gateway.Tests.Upstream;

/// <summary>A parent in virtual time: takes what the plan sends and acknowledges it a moment later, while it is up.</summary>
internal sealed class ParentSimulation(ForwardPlan plan, DateTimeOffset start)
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);
    private readonly Queue<(DateTimeOffset At, Forward Forward)> _wire = new();

    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>Whether it can be reached.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>Identities that it does not let in.</summary>
    public HashSet<string> Refuses { get; } = [];

    /// <summary>The offset of a message at which it closes the connection.</summary>
    public long? ClosesAt { get; init; }

    /// <summary>What it acknowledged, in order.</summary>
    public List<(DateTimeOffset At, Forward Forward)> Taken { get; } = [];

    public IEnumerable<long> TakenOffsets => Taken.Select(taken => taken.Forward.Stored.Offset);

    /// <summary>Runs to a moment.</summary>
    public void RunTo(DateTimeOffset end)
    {
        while (true)
        {
            while (plan.Next(Now) is { } forward) _wire.Enqueue((Now + Latency, forward));
            var next = Now + plan.Pause;
            if (_wire.TryPeek(out var first) && first.At < next) next = first.At;
            if (next > end) break;
            Now = next;
            while (_wire.TryPeek(out first) && first.At <= Now) Answer(_wire.Dequeue().Forward);
        }

        Now = end;
    }

    public void Run(TimeSpan by) => RunTo(Now + by);

    private void Answer(Forward forward)
    {
        if (!IsUp)
        {
            plan.Returned(forward);
            plan.Unreachable(Now);
        }
        else if (Refuses.Contains(forward.ClientId))
        {
            plan.Returned(forward);
            plan.Refused(forward.ClientId, "not authorized", Now);
        }
        else if (ClosesAt == forward.Stored.Offset)
        {
            plan.Returned(forward);
            plan.Stalled(forward, Now);
        }
        else
        {
            Taken.Add((Now, forward));
            plan.Acknowledged(forward, Now);
        }
    }
}
