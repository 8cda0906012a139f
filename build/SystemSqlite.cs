using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using SQLitePCL;

namespace SensorFirmware.Build;

/// <summary>
/// Binds SQLite to the library that the operating system ships and patches. Linked into each host that has a database; every
/// copy may be bound in one process. Thread-safe.
/// </summary>
internal static class SystemSqlite
{
    private static readonly Lazy<bool> Bound = new(Bind);

    /// <summary>Binds the library on the first call; later calls cost nothing.</summary>
    /// <exception cref="DllNotFoundException">The system has no SQLite; Debian's package is libsqlite3-0.</exception>
    public static void EnsureBound() => _ = Bound.Value;

    private static bool Bind()
    {
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += Resolve;
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static nint Resolve(Assembly assembly, string name)
    {
        if (name != "e_sqlite3") return 0;
        var file = OperatingSystem.IsWindows() ? "winsqlite3" : OperatingSystem.IsMacOS() ? "libsqlite3.dylib" : "libsqlite3.so.0";
        return NativeLibrary.TryLoad(file, out var handle)
            ? handle
            : throw new DllNotFoundException($"SQLite's library '{file}' is missing; on Debian and Ubuntu: apt-get install libsqlite3-0");
    }
}
