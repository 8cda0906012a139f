using Firmware.Core;
using Firmware.Esp32;
using Firmware.Tests.NanoApi;
using Support;

namespace Firmware.Tests.Shell;

public sealed class ShellApiTest
{
    [SharedFact("reference/nanoframework-api")]
    public void Every_framework_member_that_the_shell_calls_exists_on_nanoFramework()
    {
        var reference = NanoApiReference.Load(Repository.Shared("reference", "nanoframework-api")!);

        var calls = FrameworkCalls.Of(typeof(HubClient).Assembly, typeof(SensorNode).Assembly).ToArray();

        Assert.NotEmpty(calls);
        Assert.Equal([], calls.Where(call => !reference.CanCall(call.Type, call.Call)));
    }
}
