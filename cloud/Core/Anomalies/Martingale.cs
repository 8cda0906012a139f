namespace Cloud.Core.Anomalies;

/// <summary>
/// How strongly a p-value bets against exchangeability (Vovk, Nouretdinov, Gammerman, "Testing exchangeability on-line", 2003).
/// </summary>
internal enum Martingale
{
    /// <summary>eps x p^(eps-1) with eps 0.1: what Stream Analytics uses.</summary>
    Power,

    /// <summary>The power bet integrated over eps in [0, 1].</summary>
    Mixture,
}
