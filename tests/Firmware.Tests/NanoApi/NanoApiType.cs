namespace Firmware.Tests.NanoApi;

/// <summary>One type of the real nanoFramework libraries: its line and its members' lines, as the reference prints them.</summary>
internal sealed record NanoApiType(string Header, string FullName, string[] Bases)
{
    /// <summary>The members' lines, to the letter.</summary>
    public HashSet<string> Members { get; } = [];

    /// <summary>What can be called: the members without parameter names, defaults and modifiers (<see cref="CallForm"/>).</summary>
    public HashSet<string> Calls { get; } = [];

    private bool IsDelegate => Header.StartsWith("delegate ", StringComparison.Ordinal);

    public void Add(string member)
    {
        Members.Add(member);
        Calls.UnionWith(IsDelegate ? CallForm.OfDelegateLine(member) : CallForm.OfReferenceLine(member));
    }
}
