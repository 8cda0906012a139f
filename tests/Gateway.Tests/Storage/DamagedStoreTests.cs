using Gateway.Core.StoreAndForward;
using Gateway.Host;
using Gateway.Host.Storage;
using Microsoft.Data.Sqlite;
using Support;

namespace Gateway.Tests.Storage;

/// <summary>
/// A damaged store is found at the start, what can be read is saved, and the damaged file is kept; as in SQLite, "How to corrupt an
/// SQLite database file", and its command ".recover".
/// </summary>
public sealed class DamagedStoreTests : IDisposable
{
    private const int PageBytes = 4_096;
    private const int Messages = 400;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private string Path => _directory.File("gateway.db");

    [Fact]
    public async Task A_store_that_is_sound_is_left_alone()
    {
        await FillAsync();

        await using var store = new OpenStore(_directory);

        Assert.Equal(Messages, store.Kept().Count);
        Assert.Empty(Directory.GetFiles(_directory.Path, "*damaged*"));
    }

    /// <summary>A page in the middle is overwritten, for every page of the file: it starts with what is left, or says in one line why not.</summary>
    [Fact]
    public async Task Whichever_page_is_damaged_the_rest_is_saved_and_the_damaged_file_kept()
    {
        await FillAsync();
        var sound = await File.ReadAllBytesAsync(Path);
        var (repaired, refused) = (0, 0);
        for (var page = 0; page < sound.Length / PageBytes; page++)
        {
            using var directory = new TemporaryDirectory();
            var damaged = sound.ToArray();
            damaged.AsSpan(page * PageBytes, PageBytes).Fill(0xA5);
            await File.WriteAllBytesAsync(directory.File("gateway.db"), damaged);
            try
            {
                await using var store = new OpenStore(directory);
                Assert.True(
                    store.Kept().SequenceEqual(store.Kept().OrderBy(int.Parse).Distinct()), $"page {page}: {string.Join(',', store.Kept())}");
                Assert.Equal(AppendResult.Stored, await store.TryAppendAsync(Messages + 1));
                if (!File.Exists(directory.File("gateway.db.damaged-1"))) continue;
                Assert.True((await File.ReadAllBytesAsync(directory.File("gateway.db.damaged-1"))).SequenceEqual(damaged), $"page {page}");
                Assert.InRange(store.Kept().Count, 1, Messages + 1);
                repaired++;
            }
            catch (GatewayStartException e)
            {
                Assert.Contains("gateway.db", e.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.True(repaired >= 5, $"{repaired} repaired, {refused} refused");
        Assert.InRange(refused, 1, 2); // the first page holds the schema
    }

    [Fact]
    public async Task What_was_saved_goes_on_with_checkpoints_and_new_offsets()
    {
        await FillAsync();
        var bytes = await File.ReadAllBytesAsync(Path);
        var middle = bytes.AsSpan().IndexOf("\"message\":\"200\""u8) / PageBytes;
        bytes.AsSpan(middle * PageBytes, PageBytes).Clear();
        await File.WriteAllBytesAsync(Path, bytes);

        await using var store = new OpenStore(_directory);
        using var events = await store.RegisterAsync("events");
        await store.AppendAsync(Messages + 1, Messages + 1);

        var kept = store.Kept();
        Assert.Equal(("1", $"{Messages + 1}"), (kept[0], kept[^1]));
        Assert.DoesNotContain("200", kept);
        Assert.InRange(kept.Count, Messages - 50, Messages);
        Assert.Equal(10, events.Partitions[0].Checkpoint.Offset);
        Assert.Equal(Messages + 1, events.Partitions[0].ReadAfter(Messages, 10).Single().Offset);
    }

    [Fact]
    public async Task A_crash_before_the_repaired_file_took_its_place_loses_nothing()
    {
        await FillAsync();
        File.Move(Path, Path + ".repaired");

        await using var store = new OpenStore(_directory);

        Assert.Equal(Messages, store.Kept().Count);
    }

    private async Task FillAsync()
    {
        await using (var store = new OpenStore(_directory))
        {
            using var events = await store.RegisterAsync("events");
            var lane = store.Store.Messages.OpenLane();
            var last = Task.FromResult(AppendResult.Stored);
            for (var n = 1; n <= Messages; n++)
            {
                var message = store.Message(n, 0) with { Properties = $$"""{"message":"{{n}}","pad":"{{new string('x', 200)}}"}""" };
                last = await lane.AppendAsync(message, CancellationToken.None);
            }

            Assert.Equal(AppendResult.Stored, await last);
            await events.Partitions[0].SaveAsync(new Checkpoint(10), CancellationToken.None);
        }

        // One file, without a log beside it.
        using var connection = GatewayDatabase.Open(Path);
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
    }
}
