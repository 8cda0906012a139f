using System.Text;

namespace Gateway.Core.StoreAndForward;

/// <summary>Which partition keeps the messages of a device, so that their order is kept too.</summary>
public static class DevicePartition
{
    // FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/. Not string.GetHashCode, which differs in every process.
    private const uint OffsetBasis = 2166136261;
    private const uint Prime = 16777619;

    /// <summary>The partition of a device: equal for equal ids in every process and version.</summary>
    /// <param name="deviceId">The device id.</param>
    /// <param name="partitions">The number of partitions, at least 1.</param>
    /// <returns>A number in the range [0, partitions).</returns>
    public static int Of(string deviceId, int partitions)
    {
        ArgumentNullException.ThrowIfNull(deviceId);
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        var hash = OffsetBasis;
        foreach (var octet in Encoding.UTF8.GetBytes(deviceId)) hash = unchecked((hash ^ octet) * Prime);
        return (int)(hash % (uint)partitions);
    }
}
