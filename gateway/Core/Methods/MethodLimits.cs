namespace Gateway.Core.Methods;

/// <summary>IoT Hub's limits of direct methods.</summary>
/// <remarks>Source: Microsoft, "Understand and invoke direct methods from IoT Hub".</remarks>
public static class MethodLimits
{
    /// <summary>The longest request or answer, in bytes of its payload: 128 KiB.</summary>
    public const int PayloadBytesMax = 128 * 1024;

    /// <summary>The longest method name, in characters.</summary>
    public const int NameCharactersMax = 100;

    /// <summary>The shortest and the longest time that a caller may wait for the answer, in seconds.</summary>
    public const int ResponseSecondsMin = 5, ResponseSecondsMax = 300;

    /// <summary>How long a caller waits for the answer unless it says otherwise, in seconds.</summary>
    public const int ResponseSeconds = 30;

    /// <summary>The longest time that a caller may wait for the device to connect, in seconds.</summary>
    public const int ConnectSecondsMax = 300;

    /// <summary>
    /// Whether a text can be a method's name: printable US-ASCII without <c>$ ( ) &lt; &gt; @ , ; : \ " / [ ] ? = { }</c> and space, and
    /// without <c>+</c> and <c>#</c>, which cannot stand in the topic.
    /// </summary>
    public static bool IsValidName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= NameCharactersMax
            && name.All(c => c is > ' ' and < '\x7F' && !"$()<>@,;:\\\"/[]?={}+#".Contains(c, StringComparison.Ordinal));
    }
}
