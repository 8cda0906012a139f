using Firmware.Esp32;
using Firmware.Tests.NanoApi;
using Support;

namespace Firmware.Tests.Shell;

public sealed class StubTest
{
    private const string Real = """
        # Some.Library 1.0
        class Firmware.Tests.Shell.Samples.Client : IDisposable
          int Count { get; }
          ctor(string host, int port = 8883)
          bool TrySend(byte[] message, out int sent)
          protected virtual void Dispose(bool disposing)
          void Dispose()
        enum Firmware.Tests.Shell.Samples.State
          Closed=0, Open=1
        """;

    private static Type[] Stubs => typeof(HubClient).Assembly.GetExportedTypes();

    [SharedFact("reference/nanoframework-api")]
    public void Every_stub_member_exists_in_the_real_libraries_to_the_letter()
    {
        var reference = NanoApiReference.Load(Repository.Shared("reference", "nanoframework-api")!);

        Assert.NotEmpty(Stubs);
        Assert.Empty(StubComparison.Differences(Stubs, reference));
    }

    [Fact]
    public void Only_stubs_are_public_in_the_shell_for_only_they_are_compared() =>
        Assert.DoesNotContain(Stubs, type => type.Namespace!.StartsWith("Firmware", StringComparison.Ordinal));

    [Fact]
    public void A_faithful_stub_has_no_differences() =>
        Assert.Empty(Compare(typeof(Samples.Client), typeof(Samples.State)));

    [Theory]
    [InlineData("int Count { get; }", "long Count { get; }")]
    [InlineData("int Count { get; }", "int Count { get; set; }")]
    [InlineData("string host, int port = 8883", "string host, int port = 1883")]
    [InlineData("string host, int port = 8883", "string host, int port")]
    [InlineData("byte[] message, out int sent", "byte[] message, ref int sent")]
    [InlineData("byte[] message, out int sent", "byte[] text, out int sent")]
    [InlineData("bool TrySend", "static bool TrySend")]
    [InlineData("bool TrySend", "bool TryPublish")]
    [InlineData("protected virtual void Dispose", "protected override void Dispose")]
    [InlineData("  void Dispose()", "# no Dispose")]
    [InlineData("Client : IDisposable", "Client")]
    [InlineData("class Firm", "sealed class Firm")]
    [InlineData("Open=1", "Open=2")]
    [InlineData("Closed=0, Open=1", "Closed=0, Open=1, Broken=2")]
    [InlineData("enum Firmware.Tests.Shell.Samples.State", "struct Firmware.Tests.Shell.Samples.State")]
    [InlineData("Firmware.Tests.Shell.Samples.State", "Firmware.Tests.Shell.Samples.Mode")]
    public void An_invented_stub_is_found(string stub, string real) =>
        Assert.NotEmpty(StubComparison.Differences(
            [typeof(Samples.Client), typeof(Samples.State)], NanoApiReference.Parse(Real.Replace(stub, real, StringComparison.Ordinal))));

    private static IEnumerable<string> Compare(params Type[] stubs) => StubComparison.Differences(stubs, NanoApiReference.Parse(Real));
}
