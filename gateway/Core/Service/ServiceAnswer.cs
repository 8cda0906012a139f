using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Core.Service;

/// <summary>The answer to a request of the service API. Immutable while its body's memory is.</summary>
public abstract record ServiceAnswer
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ServiceAnswer()
    {
    }

    /// <summary>What was asked for.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Body">JSON, or empty.</param>
    /// <param name="ETag">The entity tag without quotes, or null.</param>
    /// <param name="Continuation">What fetches the next page of a query, or null at its end.</param>
    /// <param name="ItemType">The kind of rows in a query's page, or null for no query.</param>
    public sealed record Done(
        int Status, ReadOnlyMemory<byte> Body = default, string? ETag = null, string? Continuation = null, string? ItemType = null)
        : ServiceAnswer;

    /// <summary>A refusal.</summary>
    /// <param name="Error">Which error.</param>
    /// <param name="Message">One line for the caller: what is wrong and how to mend it.</param>
    public sealed record Refused(ServiceError Error, string Message) : ServiceAnswer;

    /// <summary>200 with a JSON value.</summary>
    /// <param name="write">Writes the value.</param>
    /// <param name="etag">The entity tag without quotes, or null.</param>
    internal static Done Json(Action<Utf8JsonWriter> write, string? etag = null)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, Readable)) write(json);
        return new Done(200, body.ToArray(), etag);
    }
}
