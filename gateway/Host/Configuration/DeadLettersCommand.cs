using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Gateway.Host.Storage;
using Microsoft.Data.Sqlite;

namespace Gateway.Host.Configuration;

/// <summary>
/// The command "dead-letters": prints what consumers gave up, oldest first, one JSON object a line. It reads the data directory, so it
/// works whether the gateway runs or not.
/// </summary>
internal static class DeadLettersCommand
{
    private const string Select =
        """
        SELECT consumer, reason, rejected_at_unix_ms, device_id, message_id, enqueued_at_unix_ms, system_properties, properties, body
        FROM dead_letters ORDER BY id
        """;

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Creates the command.</summary>
    /// <param name="optionsOf">Reads the gateway's own options.</param>
    public static Command With(Func<ParseResult, GatewayOptions> optionsOf)
    {
        var command = new Command("dead-letters", "Prints the messages that could not be delivered, each with the reason");
        command.SetAction(parsed => Run(parsed, optionsOf(parsed).DataDirectory));
        return command;
    }

    private static int Run(ParseResult parsed, string directory)
    {
        try
        {
            if (!File.Exists(GatewayDatabase.PathIn(directory)))
                throw new GatewayStartException($"'{directory}' is no gateway's data directory; name it with --data");
            using var connection = new GatewayDatabase(directory).Open();
            foreach (var line in connection.Read(Select, Line)) parsed.InvocationConfiguration.Output.WriteLine(line);
            return 0;
        }
        catch (GatewayStartException e)
        {
            parsed.InvocationConfiguration.Error.WriteLine("gateway: " + e.Message);
            return 1;
        }
    }

    private static string Line(SqliteDataReader row)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Json))
        {
            json.WriteStartObject();
            json.WriteString("consumer", row.GetString(0));
            json.WriteString("reason", row.GetString(1));
            json.WriteString("rejectedAt", DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)));
            json.WriteString("deviceId", row.GetString(3));
            json.WriteString("messageId", row.IsDBNull(4) ? null : row.GetString(4));
            json.WriteString("enqueuedAt", DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)));
            json.WritePropertyName("systemProperties");
            json.WriteRawValue(row.GetString(6));
            json.WritePropertyName("properties");
            json.WriteRawValue(row.GetString(7));
            WriteBody(json, row.GetFieldValue<byte[]>(8));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void WriteBody(Utf8JsonWriter json, byte[] body)
    {
        if (Utf8.IsValid(body)) json.WriteString("body", body);
        else json.WriteBase64String("bodyBase64", body);
    }
}
