using System.Buffers;
using System.Text;
using System.Text.Json;
using Gateway.Core.Routing.Files;
using Gateway.Core.StoreAndForward;

namespace Gateway.Tests.Routing;

/// <summary>Microsoft, "Use IoT Hub message routing to send device-to-cloud messages to different endpoints", on storage endpoints.</summary>
public sealed class ColdStorageTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Files_lie_in_directories_of_year_month_day_and_hour()
    {
        var names = new ColdFileName(ColdFileName.DefaultPattern, "gateway.local");

        Assert.Equal("year=2026/month=01/day=02/hour=03", names.DirectoryOf(3, Time));
        Assert.Equal("year=2026/month=01/day=02/hour=03/04-03-17.json", names.FileOf(3, Time, 17));
    }

    /// <summary>S3-12: the pattern of the source, with the offset behind it that keeps names unique.</summary>
    [Fact]
    public void The_pattern_of_the_hub_is_taken_as_it_is() => Assert.Equal(
        "contoso/2026-01-02/03-04-00-5.json", new ColdFileName("{iothub}/{YYYY}-{MM}-{DD}/{HH}-{mm}-{partition}", "contoso").FileOf(0, Time, 5));

    /// <summary>S3-15: the order of the names is the order of the time.</summary>
    [Fact]
    public void Names_sort_as_time_does()
    {
        var names = new ColdFileName(ColdFileName.DefaultPattern, "");
        DateTimeOffset[] times = [Time, Time.AddMinutes(1), Time.AddHours(7), Time.AddDays(8), Time.AddMonths(9), Time.AddYears(1)];
        var files = times.Select(time => names.FileOf(0, time, 1)).ToList();

        Assert.Equal(files, files.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{YYYY}/{MM}/{DD}/{HH}/{mm}", "{partition}")]
    [InlineData("{partition}/{MM}/{DD}/{HH}/{mm}", "{YYYY}")]
    [InlineData("/{YYYY}/{MM}/{DD}/{HH}/{mm}-{partition}", "relative path")]
    [InlineData("../{YYYY}/{MM}/{DD}/{HH}/{mm}-{partition}", "relative path")]
    [InlineData("{YYYY}//{MM}/{DD}/{HH}/{mm}-{partition}", "relative path")]
    public void A_pattern_that_would_mix_files_or_leave_the_directory_is_refused(string pattern, string part) =>
        Assert.Contains(part, Assert.Throws<FormatException>(() => new ColdFileName(pattern, "")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_message_is_one_line_with_the_names_of_the_hub()
    {
        var message = RoutedMessages.Message("{\n \"b\": 1.50,\n \"a\": \"\\u00fc\"\n}", """{"level":"high"}""") with { EnqueuedAtUnixMs = 5 };

        var line = Line(message);

        Assert.Equal('\n', line[^1]);
        Assert.DoesNotContain('\n', line[..^1]);
        using var json = JsonDocument.Parse(line);
        Assert.Equal("1970-01-01T00:00:00.0050000Z", json.RootElement.GetProperty("EnqueuedTimeUtc").GetString());
        Assert.Equal("high", json.RootElement.GetProperty("Properties").GetProperty("level").GetString());
        var system = json.RootElement.GetProperty("SystemProperties");
        Assert.Equal("dev1", system.GetProperty("connectionDeviceId").GetString());
        Assert.Equal("application/json", system.GetProperty("contentType").GetString());
        Assert.Equal("m-1", system.GetProperty("messageId").GetString());
        Assert.Equal("""{"b":1.50,"a":"ü"}""", json.RootElement.GetProperty("Body").GetRawText());
    }

    [Theory]
    [InlineData("no json", RoutedMessages.JsonProperties)]
    [InlineData("{\"a\":\"\\ud800\"}", RoutedMessages.JsonProperties)]
    [InlineData("{\"a\":1}", "{}")]
    [InlineData("{\"a\":1}", """{"content-type":"application/json","content-encoding":"utf-16"}""")]
    public void A_body_that_is_not_json_in_utf8_or_does_not_say_so_is_base64(string body, string system)
    {
        using var json = JsonDocument.Parse(Line(RoutedMessages.Message(body, system: system)));

        Assert.Equal(body, Encoding.UTF8.GetString(json.RootElement.GetProperty("Body").GetBytesFromBase64()));
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_kept_as_they_are()
    {
        byte[] body = [.. "{\"a\":\""u8, 0xFF, .. "\"}"u8];
        using var json = JsonDocument.Parse(Line(RoutedMessages.Message() with { Body = body }));

        Assert.Equal(body, json.RootElement.GetProperty("Body").GetBytesFromBase64());
    }

    private static string Line(Message message)
    {
        var output = new ArrayBufferWriter<byte>();
        ColdRecord.Write(output, new StoredMessage(1, message));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
