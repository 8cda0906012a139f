using System.CommandLine;
using System.Text.Json;
using Gateway.Core.StoreAndForward;
using Gateway.Host.Configuration;
using Support;

namespace Gateway.Tests.Storage;

/// <summary>What could not be delivered is kept and can be read (design.md, section 4: nothing is acknowledged and dropped).</summary>
public sealed class DeadLettersCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Dead_letters_are_printed_oldest_first_with_the_reason_while_the_gateway_runs()
    {
        await using var store = new OpenStore(_directory);
        await store.AppendAsync(1, 2);
        using var group = await store.RegisterAsync("upstream");
        var (text, binary) = (group.Partitions[0].ReadAfter(0, 1)[0], group.Partitions[0].ReadAfter(1, 1)[0]);
        binary = binary with { Message = binary.Message with { Body = new byte[] { 0xFF, 0x00 } } };
        await group.Partitions[0].SaveAsync(
            new Checkpoint(2), [new DeadLetter(text, "too large"), new DeadLetter(binary, "no such device")], CancellationToken.None);

        var (code, lines, _) = await RunAsync("--data", _directory.Path);

        Assert.Equal((0, 2), (code, lines.Count));
        var (first, second) = (JsonSerializer.Deserialize<JsonElement>(lines[0]), JsonSerializer.Deserialize<JsonElement>(lines[1]));
        Assert.Equal(("upstream", "too large", "kitchen", "1", "1"), (
            Text(first, "consumer"), Text(first, "reason"), Text(first, "deviceId"), Text(first, "messageId"), Text(first, "body")));
        Assert.Equal(("no such device", "/wA="), (Text(second, "reason"), Text(second, "bodyBase64")));
    }

    [Fact]
    public async Task A_directory_without_a_store_is_named_in_one_line()
    {
        var (code, _, error) = await RunAsync("--data", _directory.File("nothing"));

        Assert.Equal(1, code);
        Assert.Contains("nothing", error, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();

    private static async Task<(int Code, List<string> Lines, string Error)> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await GatewayCommand.RunAsync(
            ["dead-letters", .. arguments], new InvocationConfiguration { Output = output, Error = error });
        return (code, [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)], error.ToString());
    }
}
