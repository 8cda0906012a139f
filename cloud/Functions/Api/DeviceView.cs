namespace Cloud.Functions.Api;

/// <summary>A device and the reading with its largest event time. Immutable.</summary>
/// <param name="Device">The device's id.</param>
/// <param name="Latest">The latest reading, or null where none is stored.</param>
internal sealed record DeviceView(string Device, ReadingView? Latest);
