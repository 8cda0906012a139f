using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cloud.Core.Events;
using Microsoft.Data.Sqlite;

namespace Cloud.Functions.Storage;

/// <summary>
/// Keeps what could not be decoded. A letter's id comes from the event's place in its partition, or from its content where it has
/// none, so that a repeated letter is the same letter. Not thread-safe.
/// </summary>
internal sealed class DeadLetterStatements(SqliteConnection connection) : IDisposable
{
    /// <summary>The reason of a request that is not a batch of the Functions host.</summary>
    public const string NotABatch = "NotABatch";

    private readonly PreparedStatement _letter = new(
        connection,
        """
        INSERT INTO dead_letters (id, partition, sequence_number, device_id, message_id, enqueued, reason, detail, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING
        """,
        9);

    public void Write(StoreTransaction transaction, IReadOnlyList<DeadLetter> letters)
    {
        foreach (var letter in letters)
        {
            transaction.Run(
                _letter, Id(letter), letter.Partition, letter.SequenceNumber, letter.DeviceId, letter.MessageId,
                letter.EnqueuedTime.ToUnixTimeMilliseconds(), letter.Reason.ToString(), letter.Detail, letter.Body);
        }
    }

    public void WriteRefusedRequest(StoreTransaction transaction, ReadOnlyMemory<byte> body, string problem, DateTimeOffset now) =>
        transaction.Run(
            _letter, "request/" + Convert.ToHexStringLower(SHA256.HashData(body.Span)), null, null, null, null,
            now.ToUnixTimeMilliseconds(), NotABatch, problem, Encoding.UTF8.GetString(body.Span));

    public void Dispose() => _letter.Dispose();

    private static string Id(DeadLetter letter)
    {
        if (letter.SequenceNumber is { } number) return string.Create(CultureInfo.InvariantCulture, $"{letter.Partition}/{number}");
        var content = string.Join('\n', letter.DeviceId, letter.MessageId, letter.EnqueuedTime.ToString("O", CultureInfo.InvariantCulture), letter.Body);
        return $"{letter.Partition}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}";
    }
}
