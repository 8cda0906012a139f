using System.Text.RegularExpressions;

namespace Firmware.VirtualDevice.Hub;

/// <summary>
/// The names that DPS takes for devices (learn.microsoft.com: "DPS terminology", registration id), less the colon, which is
/// no good in a directory's name.
/// </summary>
public static partial class RegistrationId
{
    /// <summary>The rule, for error messages.</summary>
    public const string Rule = "1 to 128 lower-case letters, digits, '-', '.' and '_', with a letter or digit first and last";

    /// <summary>Whether a name keeps the rule.</summary>
    /// <param name="name">The name.</param>
    public static bool IsValid(string name) => Pattern().IsMatch(name);

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9._-]{0,126}[a-z0-9])?\z")]
    private static partial Regex Pattern();
}
