using Firmware.Esp32;
using Support;

namespace Firmware.Tests.Shell;

public sealed class FileFlashSlotsTest : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly FakeLog _log = new();
    private readonly FileFlashSlots _slots;

    public FileFlashSlotsTest() => _slots = new FileFlashSlots(Path.Combine(_folder.Path, "slot-"), _log);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_slot_reads_back_after_a_restart()
    {
        Assert.True(_slots.TryWrite(1, [1, 2, 3]));

        Assert.Equal([1, 2, 3], new FileFlashSlots(Path.Combine(_folder.Path, "slot-"), _log).Read(1));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void A_slot_that_was_never_written_is_null() => Assert.Null(_slots.Read(0));

    [Fact]
    public void A_write_replaces_its_own_slot_only()
    {
        Assert.True(_slots.TryWrite(0, [1, 2, 3]));
        Assert.True(_slots.TryWrite(1, [4]));
        Assert.True(_slots.TryWrite(0, [5]));

        Assert.Equal([5], _slots.Read(0));
        Assert.Equal([4], _slots.Read(1));
    }

    [Fact]
    public void A_write_that_cannot_happen_is_reported_and_logged()
    {
        var nowhere = new FileFlashSlots(Path.Combine(_folder.Path, "absent", "slot-"), _log);

        Assert.False(nowhere.TryWrite(0, [1]));

        Assert.StartsWith("Error flash slot cannot be written file=", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_slot_that_cannot_be_read_is_null_and_logged()
    {
        Assert.True(_slots.TryWrite(0, [1]));
        using var held = new FileStream(Path.Combine(_folder.Path, "slot-0.bin"), FileMode.Open, FileAccess.Read, FileShare.None);

        Assert.Null(_slots.Read(0));

        Assert.StartsWith("Warning flash slot cannot be read file=", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }
}
