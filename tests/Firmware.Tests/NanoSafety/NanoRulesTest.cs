using Firmware.Tests.NanoSafety.Samples;

namespace Firmware.Tests.NanoSafety;

public sealed class NanoRulesTest
{
    public static TheoryData<string> Parts => FirmwarePart.Folders;

    [Theory]
    [MemberData(nameof(Parts))]
    public void The_firmware_uses_nothing_that_nanoCLR_lacks(string folder)
    {
        var objections = string.Join('\n', NanoRules.Objections(FirmwarePart.Of(folder).Types));
        Assert.True(objections.Length == 0, objections);
    }

    [Theory]
    [InlineData(typeof(GenericCall), "generic")]
    [InlineData(typeof(GenericLocal), "generic")]
    [InlineData(typeof(GenericField), "generic")]
    [InlineData(typeof(GenericOwn<>), "generic")]
    [InlineData(typeof(GenericInterface), "generic")]
    [InlineData(typeof(NullableField), "generic")]
    [InlineData(typeof(Samples.Tuple), "generic")]
    [InlineData(typeof(Interpolation), "generic")]
    [InlineData(typeof(StackAllocation), "localloc")]
    [InlineData(typeof(VolatileField), "volatile")]
    [InlineData(typeof(IDefaultMethod), "default interface method")]
    [InlineData(typeof(EnumAsText), "enum as an object")]
    [InlineData(typeof(EnumBoxed), "enum as an object")]
    [InlineData(typeof(CustomFormat), "numeric format: 0.00")]
    [InlineData(typeof(HiddenFormat), "numeric format: not a literal")]
    [InlineData(typeof(MultidimensionalArray), "multidimensional array")]
    [InlineData(typeof(Asynchronous), "task")]
    [InlineData(typeof(Floating), "floating point")]
    public void Each_rule_bites(Type sample, string rule)
    {
        var objections = NanoRules.Objections([sample]).ToArray();
        Assert.Contains(objections, objection => objection.Contains($": {rule}", StringComparison.Ordinal));
    }

    [Fact]
    public void An_iterator_is_found_in_the_class_that_the_compiler_makes_of_it()
    {
        var nested = typeof(Iterator).GetNestedTypes(System.Reflection.BindingFlags.NonPublic);
        Assert.Contains(NanoRules.Objections(nested), objection => objection.Contains("generic", StringComparison.Ordinal));
    }

    [Fact]
    public void Harmless_code_passes() => Assert.Equal([], NanoRules.Objections([typeof(Clean)]));
}
