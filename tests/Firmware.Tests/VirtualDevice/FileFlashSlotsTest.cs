using Firmware.Core.Persistence;
using Firmware.Core.Ports;
using Firmware.VirtualDevice.Board;
using Support;

namespace Firmware.Tests.VirtualDevice;

public sealed class FileFlashSlotsTest : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly StringWriter _text = new();
    private readonly TextLog _log;

    public FileFlashSlotsTest() => _log = new TextLog(_text, LogLevel.Debug, "kitchen", TimeProvider.System);

    public void Dispose()
    {
        _directory.Dispose();
        _text.Dispose();
    }

    private FileFlashSlots Open() => new(_directory.File("kitchen"), _log);

    [Fact]
    public void A_slot_that_was_never_written_is_absent() => Assert.Null(Open().Read(0));

    [Fact]
    public void What_was_written_is_there_after_a_restart()
    {
        Assert.True(Open().TryWrite(1, [1, 2, 3]));
        Assert.True(Open().TryWrite(1, [4]));
        Assert.Equal([4], Open().Read(1));
        Assert.Null(Open().Read(0));
    }

    [Fact]
    public void A_boot_number_is_not_repeated_after_a_torn_write()
    {
        for (var boot = 1; boot <= 4; boot++) Assert.Equal(boot, new BootCounter(Open(), _log).Advance(seed: 1));
        // The fifth boot's write, cut off after any number of bytes.
        var slot = _directory.Path + "/kitchen/slot-0.bin";
        var old = File.ReadAllBytes(slot);
        for (var bytes = 0; bytes < old.Length; bytes++)
        {
            File.WriteAllBytes(slot, [.. Enumerable.Repeat((byte)0xA5, bytes), .. old[bytes..]]);
            Assert.True(new BootCounter(Open(), _log).Advance(seed: 1) > 4, $"torn after {bytes} bytes");
            File.WriteAllBytes(slot, old);
        }
    }

    [Fact]
    public void A_slot_that_cannot_be_written_says_so()
    {
        var flash = Open();
        Directory.CreateDirectory(Path.Combine(_directory.File("kitchen"), "slot-0.bin"));
        Assert.False(flash.TryWrite(0, [1]));
        Assert.Contains("slot cannot be written slot=0", _text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Boots_are_counted_from_run_to_run() =>
        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(_ => new BootCounter(Open(), _log).Advance(seed: 1)));
}
