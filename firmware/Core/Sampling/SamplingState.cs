namespace Firmware.Core.Sampling
{
    internal enum SamplingState
    {
        Absent = 0,
        Starting = 1,
        Waiting = 2,
        Converting = 3,
    }
}
