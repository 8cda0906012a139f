using System;

namespace Firmware.Esp32.Stubs
{
    /// <summary>What stands behind every stub: nothing.</summary>
    internal static class Stub
    {
        /// <summary>Says that only a board can run what was called.</summary>
        internal static NotSupportedException Called() =>
            new NotSupportedException("a signature stub was called: this code runs on nanoFramework only");
    }
}
