using Firmware.VirtualDevice.Climates;
using Firmware.VirtualDevice.Commands;
using Firmware.VirtualDevice.Fleet;

namespace Cloud.LocalHost;

/// <summary>Which device feels which climate, checked against the command line before anything starts. Immutable.</summary>
public sealed class RoomPlan
{
    private readonly IReadOnlyList<string> _rooms;
    private readonly IReadOnlyList<RecordedRow>? _recording;
    private readonly IReadOnlyList<StepInjection> _injections;

    private RoomPlan(IReadOnlyList<string> rooms, IReadOnlyList<RecordedRow>? recording, IReadOnlyList<StepInjection> injections) =>
        (_rooms, _recording, _injections) = (rooms, recording, injections);

    /// <summary>Reads the recording, if one is asked for, and finds the injections' rooms.</summary>
    /// <exception cref="UsageException">The recording cannot be used, or an injection names no device.</exception>
    public static RoomPlan Make(LocalHostOptions options)
    {
        var rooms = Rooms.Take(options.Devices);
        if (options.Injections.FirstOrDefault(injection => !rooms.Contains(injection.DeviceId)) is { } lost)
            throw new UsageException($"--inject: there is no device '{lost.DeviceId}'; the devices are {Rooms.Describe(rooms)}");
        return new RoomPlan(rooms, options.ReplayFile is { } file ? ReplayFile.Load(file) : null, options.Injections);
    }

    /// <summary>The devices with their climates, for a run that starts at an instant of a clock.</summary>
    /// <param name="start">When the recording's first row is played.</param>
    /// <param name="speed">How many of the clock's seconds pass in a real one: injections are told in real time.</param>
    public IReadOnlyList<VirtualDeviceOptions> At(DateTimeOffset start, double speed) =>
        [.. _rooms.Select((room, index) => new VirtualDeviceOptions { Id = room, Climate = Climate(room, index, start, speed) })];

    private IClimate Climate(string room, int index, DateTimeOffset start, double speed)
    {
        IClimate climate = _recording is { } rows ? new RecordedClimate(rows, start) : new SyntheticClimate(index);
        foreach (var injection in _injections)
            if (injection.DeviceId == room) climate = new StepClimate(climate, start + injection.At * speed, injection.DeltaC);
        return climate;
    }
}
