using Gateway.Mqtt.Packets;

namespace Gateway.Mqtt.Client;

/// <summary>
/// Requests on the wire without an answer, at most so many; more wait in the order they came, and go out as answers arrive.
/// Gives out the packet identifiers. MQTT 3.1.1 section 2.3.1. Thread-safe.
/// </summary>
internal sealed class InFlightWindow(PacketSender sender, int max)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ushort, PendingRequest> _unanswered = [];
    private readonly Queue<PendingRequest> _waiting = [];
    private MqttConnectionClosedException? _closed;
    private ushort _lastId;

    /// <summary>Sends a request now or, behind a full window, later.</summary>
    /// <exception cref="MqttConnectionClosedException">The connection has ended.</exception>
    public void Add(PendingRequest request)
    {
        lock (_lock)
        {
            if (_closed is not null) throw _closed;
            if (_unanswered.Count < max) Start(request);
            else _waiting.Enqueue(request);
        }
    }

    /// <summary>Completes the request that a packet answers and sends the next that waits.</summary>
    /// <exception cref="MqttProtocolViolationException">Nothing with this identifier wants this answer.</exception>
    public void Complete(ushort packetId, MqttPacket answer)
    {
        PendingRequest? request;
        lock (_lock)
        {
            if (!_unanswered.TryGetValue(packetId, out request) || request.AnswerType != answer.Type)
                throw new MqttProtocolViolationException($"{answer.Type} {packetId} answers nothing that was asked");
            _unanswered.Remove(packetId);
            StartNext();
        }
        request.Answer.TrySetResult(answer);
    }

    /// <summary>Fails everything that has no answer yet, and everything to come. Late answers are still known as answers.</summary>
    public void Close(MqttConnectionClosedException reason)
    {
        PendingRequest[] lost;
        lock (_lock)
        {
            if (_closed is not null) return;
            _closed = reason;
            lost = [.. _unanswered.Values, .. _waiting];
            _waiting.Clear();
        }
        foreach (var request in lost) request.Answer.TrySetException(reason);
    }

    private void StartNext()
    {
        while (_waiting.TryDequeue(out var next))
        {
            if (next.Answer.Task.IsCompleted) continue; // its caller gave up before it was sent
            Start(next);
            return;
        }
    }

    private void Start(PendingRequest request)
    {
        var id = FreeId();
        sender.Send(output => request.Write(output, id));
        _unanswered.Add(id, request);
    }

    private ushort FreeId()
    {
        do
        {
            _lastId = _lastId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastId + 1);
        }
        while (_unanswered.ContainsKey(_lastId));
        return _lastId;
    }
}
