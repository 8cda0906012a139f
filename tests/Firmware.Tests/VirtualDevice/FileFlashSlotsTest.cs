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
    public void A_write_that_was_cut_off_leaves_the_old_content()
    {
        Assert.True(Open().TryWrite(0, [1]));
        File.WriteAllBytes(Path.Combine(_directory.File("kitchen"), "slot-0.bin.new"), [9, 9]);
        Assert.Equal([1], Open().Read(0));
        Assert.True(Open().TryWrite(0, [2]));
        Assert.Equal([2], Open().Read(0));
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
