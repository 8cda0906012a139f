namespace Firmware.Tests.NanoApi;

/// <summary>Compares signature stubs with the real libraries' signatures.</summary>
internal static class StubComparison
{
    /// <summary>Every line of a stub that the reference does not have.</summary>
    public static IEnumerable<string> Differences(IEnumerable<Type> stubs, NanoApiReference reference) =>
        stubs.SelectMany(stub => Differences(stub, reference.Find(NanoSignature.FullName(stub))));

    private static IEnumerable<string> Differences(Type stub, NanoApiType? real)
    {
        if (real is null) return [$"no type {NanoSignature.FullName(stub)}"];
        var header = NanoSignature.Header(stub);
        return NanoSignature.Members(stub)
            .Where(member => !real.Members.Contains(member))
            .Select(member => $"{real.FullName} has no '{member}'")
            .Concat(header == real.Header ? [] : [$"'{header}' is '{real.Header}'"]);
    }
}
