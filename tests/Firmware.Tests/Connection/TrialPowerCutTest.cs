using System.Collections;
using Firmware.Tests.Nano.Fakes;
using Firmware.Tests.StoreAndForward;

namespace Firmware.Tests.Connection;

/// <summary>
/// Trials whose power is cut in each byte of each write, and after each step: the device always finds a hub again, and ends where the
/// trial would have ended without the cut.
/// </summary>
public sealed class TrialPowerCutTest
{
    private const int Minutes = 60_000;

    // A change that is desired, and where it leads: the network and the hub in the end, and the answers.
    public static TheoryData<string, string, string, string> Changes => new()
    {
        { "wifi good", "new-net", "old.hub", "wifi=200" },
        { "wifi bad", "", "old.hub", "wifi=400" },
        { "dps good", "", "new.hub", "dps=200" },
        { "dps bad", "", "old.hub", "dps=400" },
        { "wifi good, dps good", "new-net", "new.hub", "wifi=200 dps=200" },
        { "wifi good, dps bad", "", "old.hub", "wifi=400 dps=400" },
        { "wifi bad, dps good", "", "old.hub", "wifi=400 dps=400" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void In_any_byte_of_any_write(string change, string network, string hub, string answers)
    {
        var journal = new FlashJournal();
        var device = Desiring(change, journal);
        device.Run(15 * Minutes);
        AssertEnd(device, network, hub, answers, "no cut");
        Assert.InRange(journal.Writes, 4, 6); // boot, assignment, and the trial: proposed, begun, ended
        for (var write = 0; write < journal.Writes; write++)
            for (var bytes = 0; bytes <= journal.LengthOf(write); bytes++)
            {
                var next = Desiring(change, journal.CutAt(write, bytes));
                next.Run(30 * Minutes);
                AssertEnd(next, network, hub, answers, $"cut at byte {bytes} of write {write}");
            }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void After_any_step(string change, string network, string hub, string answers)
    {
        for (var steps = 0; steps < 60; steps++)
        {
            var device = Desiring(change, new MemoryFlash());
            for (var i = 0; i < steps; i++) device.Step();
            device.Restart();
            device.Run(30 * Minutes);
            AssertEnd(device, network, hub, answers, $"cut after {steps} steps");
        }
    }

    private static TrialDevice Desiring(string change, Core.Ports.IFlashSlots flash)
    {
        var device = new TrialDevice(flash);
        device.Site.Networks[TrialDevice.NewSsid] = TrialDevice.NewPassword;
        device.Site.Assignments[TrialDevice.NewKey] = "new.hub";
        foreach (var part in change.Split(", ")) device.Desire(part.Split(' ')[0], ValueOf(part));
        return device;
    }

    private static Hashtable ValueOf(string part) => part switch
    {
        "wifi good" => TrialDevice.Wifi(TrialDevice.NewSsid, TrialDevice.NewPassword),
        "wifi bad" => TrialDevice.Wifi(TrialDevice.NewSsid, "a-typing-mistake"),
        "dps good" => TrialDevice.Dps("0neNEW", TrialDevice.NewKey),
        _ => TrialDevice.Dps("0neNEW", "YSB0eXBpbmcgbWlzdGFrZSBvZiBteSBvd24="),
    };

    private static void AssertEnd(TrialDevice device, string network, string hub, string answers, string when)
    {
        Assert.True(network == device.Site.Joined, $"{when}: in the network '{device.Site.Joined}'\n{device.Log.Text}");
        Assert.True(hub == device.Site.Hub, $"{when}: at the hub '{device.Site.Hub}'\n{device.Log.Text}");
        Assert.False(device.Site.HadTwoSessions, when);
        var reported = string.Concat(device.Twin.Reports.Cast<string>());
        foreach (var answer in answers.Split(' '))
        {
            var (section, code) = (answer.Split('=')[0], answer.Split('=')[1]);
            var last = reported[reported.LastIndexOf($"\"{section}\":{{\"ac\":", StringComparison.Ordinal)..];
            Assert.True(last.StartsWith($"\"{section}\":{{\"ac\":{code},", StringComparison.Ordinal), $"{when}: {last}");
        }
    }
}
