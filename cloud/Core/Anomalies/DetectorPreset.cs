namespace Cloud.Core.Anomalies;

/// <summary>One call of an anomaly function as a query would write it: function, confidence, history, duration. Immutable.</summary>
/// <param name="Function">Which function.</param>
/// <param name="Confidence">Percent, in the range [1, 100]; lower raises more. The engine cuts it to a whole number.</param>
/// <param name="HistorySize">Values the model is made of, in the range [1, <see cref="HistorySizeMax"/>].</param>
/// <param name="Duration">
/// <c>LIMIT DURATION</c>: history size x the interval of the values. Its ticks must be at least the history size.
/// </param>
/// <param name="Direction">Which side <see cref="AnomalyFunction.SpikeAndDip"/> looks at; ChangePoint ignores it.</param>
/// <param name="WarmUp">
/// How long after a device's first value anomalies are not reported. Stream Analytics has no such thing (zero, the default): its
/// model starts as copies of the first value, so that the next values alarm by being different at all.
/// </param>
public sealed record DetectorPreset(
    AnomalyFunction Function,
    double Confidence,
    int HistorySize,
    TimeSpan Duration,
    SpikeDirection Direction = SpikeDirection.SpikesAndDips,
    TimeSpan WarmUp = default)
{
    /// <summary>The longest history: time and memory for each value grow with it.</summary>
    public const int HistorySizeMax = 20_000;

    private static readonly TimeSpan TwentyAverages = TimeSpan.FromMinutes(10);

    /// <summary>
    /// For averages of 30 s: <c>SpikeAndDip(99, 120, 'spikesanddips')</c> over 1 h and <c>ChangePoint(80, 60)</c> over 30 min, both
    /// silent for 10 min. The source's query said 120 values over 120 s, which hold only 4 averages: such a model is mostly imputed
    /// copies. Its confidence of 100 never alarms.
    /// </summary>
    public static readonly IReadOnlyList<DetectorPreset> Defaults =
    [
        new(AnomalyFunction.SpikeAndDip, 99, 120, TimeSpan.FromHours(1), WarmUp: TwentyAverages),
        new(AnomalyFunction.ChangePoint, 80, 60, TimeSpan.FromMinutes(30), WarmUp: TwentyAverages),
    ];

    internal void Validate()
    {
        if (!(Confidence is >= 1 and <= 100)) throw new ArgumentException($"{Function}: confidence {Confidence} is outside [1, 100]");
        if (HistorySize is < 1 or > HistorySizeMax)
            throw new ArgumentException($"{Function}: history size {HistorySize} is outside [1, {HistorySizeMax}]");
        if (Duration.Ticks < HistorySize) throw new ArgumentException($"{Function}: {Duration} is too short for {HistorySize} values");
        if (WarmUp < TimeSpan.Zero) throw new ArgumentException($"{Function}: warm-up {WarmUp} is negative");
    }
}
