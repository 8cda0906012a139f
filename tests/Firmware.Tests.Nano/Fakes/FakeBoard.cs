using Firmware.Core.Ports;

namespace Firmware.Tests.Nano.Fakes
{
    public sealed class FakeBoard : IBoard
    {
        public string Model => "test-model";

        public string Chip => "test-chip";

        public string RebootReason => "powerOn";

        public int FreeHeapBytes => 31_000;
    }
}
