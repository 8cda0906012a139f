namespace Cloud.Core.Anomalies;

/// <summary>Stream Analytics' two built-in anomaly functions.</summary>
public enum AnomalyFunction
{
    /// <summary>AnomalyDetection_SpikeAndDip: single values unlike the history.</summary>
    SpikeAndDip = 0,

    /// <summary>AnomalyDetection_ChangePoint: a lasting change of the distribution.</summary>
    ChangePoint = 1,
}
