namespace Gateway.Core.Twins;

/// <summary>A device twin. Immutable, so safe for use by several threads.</summary>
/// <param name="Desired">The desired properties: a JSON object, without $version.</param>
/// <param name="DesiredVersion">Counts the changes of the desired properties, from 1.</param>
/// <param name="Reported">The reported properties: a JSON object, without $version.</param>
/// <param name="ReportedVersion">Counts the changes of the reported properties, from 1.</param>
public sealed record Twin(string Desired, long DesiredVersion, string Reported, long ReportedVersion)
{
    /// <summary>The twin of a device that is new.</summary>
    public static Twin Empty { get; } = new("{}", 1, "{}", 1);
}
