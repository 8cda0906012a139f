namespace Gateway.Core.Methods;

/// <summary>What came of a direct method call. Immutable.</summary>
public abstract record MethodResult
{
    /// <summary>The device answered.</summary>
    /// <param name="Status">The device's own status, often 200.</param>
    /// <param name="Payload">The device's JSON, or empty.</param>
    public sealed record Answered(int Status, ReadOnlyMemory<byte> Payload) : MethodResult;

    /// <summary>The device is not connected, or takes no methods.</summary>
    public sealed record NotOnline : MethodResult;

    /// <summary>The device did not answer in time; whether it did what it was told is not known.</summary>
    public sealed record TimedOut : MethodResult;
}
