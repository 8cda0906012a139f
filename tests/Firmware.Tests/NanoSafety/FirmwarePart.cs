using System.Reflection;
using Firmware.Core;
using Firmware.Esp32;
using Firmware.Tests.NanoApi;
using Support;

namespace Firmware.Tests.NanoSafety;

/// <summary>A part of the firmware that nanoCLR runs: Core, or the shell of the board.</summary>
internal sealed record FirmwarePart(string Folder, Assembly Assembly)
{
    /// <summary>Both.</summary>
    public static readonly FirmwarePart[] All =
        [new("Core", typeof(SensorNode).Assembly), new("Esp32", typeof(HubClient).Assembly)];

    /// <summary>The folders' names, for theories.</summary>
    public static TheoryData<string> Folders => new(All.Select(part => part.Folder));

    /// <summary>Its own types: in the shell's assembly there are stubs as well.</summary>
    public IEnumerable<Type> Types => Assembly.GetTypes().Where(IsOurs);

    /// <summary>The file that names what it takes from nanoFramework's libraries.</summary>
    public string ListFile => Path.Combine(Repository.Root, "firmware", Folder, "nanoframework-api.txt");

    public static FirmwarePart Of(string folder) => All.Single(part => part.Folder == folder);

    /// <summary>What it calls outside of the firmware.</summary>
    public IEnumerable<(string Type, string Call)> Calls() => FrameworkCalls.Of(Types);

    private static bool IsOurs(Type type) =>
        type.Namespace is null or "Firmware.Esp32" || type.Namespace.StartsWith("Firmware.Core", StringComparison.Ordinal);
}
