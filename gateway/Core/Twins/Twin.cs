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

    /// <summary>The tags, which no device sees: a JSON object.</summary>
    /// <value>The default is none.</value>
    public string Tags { get; init; } = "{}";

    /// <summary>Counts the changes of the tags, from 1.</summary>
    /// <value>The default is 1.</value>
    public long TagsVersion { get; init; } = 1;

    /// <summary>Counts all changes, from 1.</summary>
    public long Version => DesiredVersion + ReportedVersion + TagsVersion - 2;

    /// <summary>Counts the changes that the service side made, from 1: the twin's ETag.</summary>
    /// <remarks>What a device reports does not disturb those who change its tags and desired properties.</remarks>
    public long ServiceVersion => DesiredVersion + TagsVersion - 1;
}
