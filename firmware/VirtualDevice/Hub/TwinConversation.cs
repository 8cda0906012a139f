using System.Collections;
using System.Collections.Concurrent;
using System.Text;
using Gateway.Mqtt;
using Gateway.Mqtt.Client;

namespace Firmware.VirtualDevice.Hub;

/// <summary>
/// The twin's half of one connection: questions with their answers, and a bounded queue of changes. What is received is only
/// queued; it is worked on by who asks. Questions one at a time; the queue is thread-safe.
/// </summary>
/// <param name="client">The connection.</param>
/// <param name="requests">Takes what is not about the twin; null for nobody.</param>
internal sealed class TwinConversation(MqttClient client, RequestConversation? requests)
{
    /// <summary>
    /// How many changes wait at most. The oldest goes first; the device then misses a version and reads the whole twin.
    /// </summary>
    public const int PatchesMax = 16;

    private readonly ConcurrentQueue<Hashtable> _patches = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<TwinAnswer>> _questions = new();
    private int _lastRequestId;

    /// <summary>Subscribes, and begins to receive until the connection ends.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        await client.SubscribeAsync(TwinTopics.Answers, MqttQos.AtMostOnce, stop);
        await client.SubscribeAsync(TwinTopics.DesiredPatches, MqttQos.AtMostOnce, stop);
        if (requests is not null) await requests.SubscribeAsync(stop);
        Receiving = Task.Run(ReceiveAsync, CancellationToken.None);
    }

    /// <summary>Completes when the connection has ended; never fails for that.</summary>
    public Task Receiving { get; private set; } = Task.CompletedTask;

    /// <summary>The next change of the desired properties, or null.</summary>
    public Hashtable? TakePatch() => _patches.TryDequeue(out var patch) ? patch : null;

    /// <summary>Asks for the whole twin.</summary>
    public Task<TwinAnswer> GetAsync(CancellationToken stop) => AskAsync(TwinTopics.Get, " ", stop);

    /// <summary>Changes the reported properties.</summary>
    public Task<TwinAnswer> ReportAsync(string patch, CancellationToken stop) => AskAsync(TwinTopics.Report, patch, stop);

    private async Task<TwinAnswer> AskAsync(Func<int, string> topic, string body, CancellationToken stop)
    {
        var requestId = ++_lastRequestId;
        var answer = new TaskCompletionSource<TwinAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _questions[requestId] = answer;
        try
        {
            await client.PublishAsync(topic(requestId), Encoding.UTF8.GetBytes(body), MqttQos.AtMostOnce, stop);
            await Task.WhenAny(answer.Task, client.Completion).WaitAsync(stop);
            return answer.Task.IsCompleted ? await answer.Task : throw new IOException("the connection ended before the answer");
        }
        finally
        {
            _questions.TryRemove(requestId, out _);
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            await foreach (var message in client.Messages.ReadAllAsync()) await ReceiveAsync(message);
        }
        catch (MqttConnectionClosedException)
        {
            // The end of the connection, which the client's owner sees at its Completion.
        }
    }

    private async Task ReceiveAsync(MqttMessage message)
    {
        if (TwinTopics.TryParseAnswer(message.Topic, out var status, out var requestId))
        {
            if (_questions.TryGetValue(requestId, out var question)) question.TrySetResult(new TwinAnswer(status, message.Payload));
        }
        else if (TwinTopics.IsDesiredPatch(message.Topic) && TwinDocument.Parse(message.Payload) is { } patch)
        {
            _patches.Enqueue(patch);
            if (_patches.Count > PatchesMax) _patches.TryDequeue(out _);
        }
        else if (requests is not null)
        {
            await requests.ReceiveAsync(message);
        }
    }
}
