using System;
using Firmware.Esp32.Stubs;

namespace nanoFramework.Runtime.Native
{
    public static class GC
    {
        public static uint Run(bool compactHeap) => 0;
    }

    public class Power
    {
        [ThreadStatic]
        internal static Action Rebooting;

        public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot)
        {
            if (Rebooting == null) throw Stub.Called();
            Rebooting();
        }

        public static void RebootDevice(int exeConstraintTimeout, RebootOption rebootOption = RebootOption.NormalReboot) =>
            throw Stub.Called();
    }

    public static class SystemInfo
    {
        public static string TargetName => "ESP32_TEST";
    }

    public enum RebootOption
    {
        NormalReboot = 0,
        EnterNanoBooter = 1,
        ClrOnly = 2,
        EnterProprietaryBooter = 8,
    }
}
