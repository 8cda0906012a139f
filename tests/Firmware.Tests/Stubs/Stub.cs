using System;

namespace Firmware.Esp32.Stubs
{
    /// <summary>
    /// What stands behind a stub: nothing, unless a test has set one of the internal members that the libraries do not have.
    /// </summary>
    internal static class Stub
    {
        /// <summary>Says that only a board can run what was called.</summary>
        internal static NotSupportedException Called() =>
            new NotSupportedException("a signature stub was called: this code runs on nanoFramework only");
    }
}
