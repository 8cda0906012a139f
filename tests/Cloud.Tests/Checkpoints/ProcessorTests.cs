using Cloud.Core.Alerts;
using Cloud.Core.Anomalies;
using Cloud.Core.Checkpoints;
using Cloud.Core.Events;
using Cloud.Core.Time;

namespace Cloud.Tests.Checkpoints;

public class ProcessorTests
{
    private readonly Stream _stream = new();
    private readonly Processor _processor = new(new ProcessorSettings());

    [Fact]
    public void Readings_come_out_with_their_place_in_the_stream_and_in_time()
    {
        var output = Process(_stream.Message(1, Stream.Seconds(10), 21.5));
        var reading = Assert.Single(output.Readings);
        Assert.Equal(("kitchen", 21.5, 103), (reading.DeviceId, reading.Temperature, reading.SequenceNumber));
        Assert.Equal(TimeVerdict.OnTime, reading.Verdict);
        Assert.Equal(Stream.Start.AddSeconds(10), reading.WindowTime);
        Assert.Equal(new InputPosition("hub/$Default/0", 103), output.Position);
        Assert.Equal("kitchen", Assert.Single(output.DeviceStates).DeviceId);
    }

    [Fact]
    public void Window_row_comes_out_when_an_event_passes_its_end()
    {
        Assert.Empty(Process(_stream.Message(1, Stream.Seconds(10), 20), _stream.Message(2, Stream.Seconds(30), 21)).WindowRows);
        var rows = Process(_stream.Message(3, Stream.Seconds(30.001), 30)).WindowRows;
        Assert.Equal(
            [(Channel.Temperature, 2L, 20.5, Stream.Start.AddSeconds(30)), (Channel.Humidity, 2L, 40.2, Stream.Start.AddSeconds(30))],
            rows.Select(row => (row.Channel, row.Count, row.Average, row.End)));
    }

    [Fact]
    public void Five_minute_windows_are_averages_of_readings_not_of_averages()
    {
        HubEvent[] events = [_stream.Message(1, Stream.Seconds(1), 20), _stream.Message(2, Stream.Seconds(2), 20),
            _stream.Message(3, Stream.Seconds(200), 26), _stream.Message(4, Stream.Seconds(301), 0)];
        var row = Process(events).WindowRows.Single(row => row.Size == TimeSpan.FromMinutes(5) && row.Channel == Channel.Temperature);
        Assert.Equal((3, 22.0), (row.Count, row.Average));
    }

    [Fact]
    public void Anomalies_of_the_warm_up_are_not_reported_and_later_ones_are()
    {
        var preset = new DetectorPreset(AnomalyFunction.SpikeAndDip, 99, 120, TimeSpan.FromHours(1), WarmUp: TimeSpan.FromMinutes(10));
        var processor = new Processor(new ProcessorSettings { Detectors = [preset] });
        var events = Enumerable.Range(0, 60).Select(n => _stream.Message(n + 1, Stream.Seconds((30 * n) + 10), n is 5 or 40 ? 30 : 20 + (n % 2)));
        var anomalies = Stream.Process(processor, _stream.Batch(events)).Anomalies;
        Assert.Equal(Stream.Start + Stream.Seconds((30 * 40) + 30), Assert.Single(anomalies).Time);
    }

    [Fact]
    public void Replayed_batch_changes_nothing()
    {
        var batch = _stream.Batch(_stream.Message(1, Stream.Seconds(1), 20), _stream.Message(2, Stream.Seconds(2), 20));
        Stream.Process(_processor, batch);
        var again = Stream.Process(_processor, batch);
        Assert.True(again.IsEmpty);
        Assert.Equal(2, again.Counts.Replayed);
    }

    [Fact]
    public void Half_replayed_batch_counts_only_its_new_half()
    {
        var first = _stream.Message(1, Stream.Seconds(1), 20);
        Process(first);
        var output = Process(first, _stream.Message(2, Stream.Seconds(2), 20));
        Assert.Equal((1, 1), (output.Counts.Replayed, output.Counts.Readings));
    }

    [Fact]
    public void Partitions_are_read_apart()
    {
        Process(_stream.Message(1, Stream.Seconds(1), 20));
        var other = new Stream("hub/$Default/1");
        Assert.Single(Stream.Process(_processor, other.Batch(other.Message(1, Stream.Seconds(1), 20, "offices"))).Readings);
    }

    [Fact]
    public void Resent_message_is_counted_and_changes_only_the_position()
    {
        var message = _stream.Message(1, Stream.Seconds(1), 20);
        Process(message);
        var again = Process(_stream.Resent(message));
        Assert.Equal((0, 1, 0), (again.Readings.Count, again.Counts.Duplicates, again.DeviceStates.Count));
        Assert.Equal(106, again.Position!.SequenceNumber);
    }

    [Fact]
    public void Resent_message_without_numbers_is_known_by_its_message_id()
    {
        var message = _stream.Raw("tasmota", "m-1", Stream.Start, """{"temp":20}""");
        Assert.Single(Process(message).Readings);
        Assert.Equal(1, Process(_stream.Resent(message)).Counts.Duplicates);
    }

    [Fact]
    public void Resent_message_that_cannot_be_decoded_is_one_dead_letter()
    {
        var message = _stream.Raw("kitchen", "m-1", Stream.Start, "{");
        Assert.Single(Process(message).DeadLetters);
        var again = Process(_stream.Resent(message));
        Assert.Equal((0, 1), (again.DeadLetters.Count, again.Counts.Duplicates));
    }

    [Fact]
    public void Curve_message_counts_as_one_event_and_its_resend_as_a_duplicate()
    {
        const string Body =
            """{"schema":"curve/1","boot":1,"seq":7,"start":1795165201000,"interval":10000,"samples":5,"rejected":0,"temperature":{"eps":10,"n":[0,4],"v":[2000,8]}}""";
        var message = _stream.Raw("kitchen", "kitchen-1-7", Stream.Start.AddSeconds(42), Body);
        var output = Process(message);
        Assert.Equal([20, 20.02, 20.04, 20.06, 20.08], output.Readings.Select(reading => reading.Temperature!.Value));
        Assert.All(output.Readings, reading => Assert.Equal(TimeVerdict.OnTime, reading.Verdict));
        Assert.Equal((3, 20.02), (Assert.Single(output.WindowRows).Count, output.WindowRows[0].Average));
        Assert.Equal((1, 1, 5), (output.Counts.Events, output.Counts.Decoded, output.Counts.Readings));
        var again = Process(_stream.Resent(message), _stream.Message(7, Stream.Seconds(50), 20));
        Assert.Equal((2, 0), (again.Counts.Duplicates, again.Readings.Count));
    }

    [Fact]
    public void Same_message_id_of_another_device_is_another_message()
    {
        var output = Process(
            _stream.Raw("a", "m-1", Stream.Start, """{"temp":20}"""), _stream.Raw("b", "m-1", Stream.Start, """{"temp":20}"""));
        Assert.Equal(2, output.Readings.Count);
    }

    [Fact]
    public void Bad_event_becomes_a_dead_letter_and_the_rest_of_the_batch_goes_on()
    {
        var output = Process(
            _stream.Message(1, Stream.Seconds(1), 20),
            _stream.Raw("kitchen", "x", Stream.Start, "{"),
            _stream.Raw(null, null, Stream.Start, """{"temp":20}"""),
            _stream.Message(2, Stream.Seconds(2), 20));
        Assert.Equal(2, output.Readings.Count);
        Assert.Equal(
            [(RefusalReason.InvalidJson, "kitchen", 106L), (RefusalReason.NoDeviceIdentity, null, 109L)],
            output.DeadLetters.Select(letter => (letter.Reason, letter.DeviceId, letter.SequenceNumber!.Value)));
    }

    [Fact]
    public void Counts_of_a_batch_add_up()
    {
        var first = _stream.Message(1, Stream.Seconds(4000), 20);
        Process(first);
        var counts = Process(
            first,
            _stream.Resent(first),
            _stream.Raw("kitchen", "x", Stream.Start, "{"),
            _stream.Message(2, Stream.Seconds(4001), 20),
            _stream.Message(3, Stream.Seconds(9000), 20, arrival: Stream.Seconds(4002)),
            _stream.Message(4, Stream.Seconds(1), 20, arrival: Stream.Seconds(4003)),
            _stream.Message(5, Stream.Seconds(3999), 20, arrival: Stream.Seconds(4004))).Counts;
        Assert.Equal(new ProcessorCounts(7, 1, 1, 4, 4, 1, 1, 1, 1, 3), counts);
        Assert.Equal(counts.Events, counts.Replayed + counts.Duplicates + counts.Decoded + counts.DeadLetters);
    }

    [Fact]
    public void Dropped_reading_is_put_out_without_a_window_time_and_is_in_no_window()
    {
        Process(_stream.Message(1, Stream.Seconds(20), 20));
        var dropped = Process(_stream.Message(2, Stream.Seconds(10), 99, arrival: Stream.Seconds(21)));
        Assert.Null(Assert.Single(dropped.Readings).WindowTime);
        var row = Process(_stream.Message(3, Stream.Seconds(31), 20)).WindowRows[0];
        Assert.Equal((1, 20), (row.Count, row.Average));
    }

    [Fact]
    public void One_device_with_a_wrong_clock_does_not_move_another_ones_time()
    {
        Process(_stream.Message(1, Stream.Seconds(290), 20, "offices", arrival: Stream.Seconds(1)));
        var output = Process(_stream.Message(1, Stream.Seconds(1), 20), _stream.Message(2, Stream.Seconds(2), 20));
        Assert.All(output.Readings, reading => Assert.Equal(TimeVerdict.OnTime, reading.Verdict));
    }

    [Fact]
    public void Step_opens_one_alert_and_a_spike_and_a_change_are_anomalies()
    {
        var (alerts, anomalies) = (new List<Alert>(), new HashSet<string>());
        for (var seq = 1; seq <= 720; seq++)
        {
            var output = Process(_stream.Message(seq, Stream.Seconds(seq * 10), (seq < 700 ? 21 : 27) + (seq % 7 / 100.0)));
            alerts.AddRange(output.AlertChanges);
            if (seq > 690) anomalies.UnionWith(output.Anomalies.Select(row => row.Detector));
        }

        var alert = Assert.Single(alerts);
        Assert.Equal(("temperature-step", Stream.Start.AddSeconds(7000)), (alert.Rule, alert.OpenedAt));
        Assert.Equal(["ChangePoint", "SpikeAndDip"], anomalies.Order());
    }

    [Fact]
    public void Silent_devices_windows_close_a_tolerance_and_a_grace_after_their_end()
    {
        Process(_stream.Message(1, Stream.Seconds(10), 20));
        var end = Stream.Start.AddSeconds(30) + TimePolicy.Default.LateTolerance + TimePolicy.Default.DeliveryGrace;
        Assert.True(_processor.Advance(end).IsEmpty);
        var closed = _processor.Advance(end.AddTicks(1));
        Assert.Equal(2, closed.WindowRows.Count);
        Assert.Equal("kitchen", Assert.Single(closed.DeviceStates).DeviceId);
        Assert.True(_processor.Advance(end.AddTicks(2)).IsEmpty);
    }

    [Fact]
    public void Event_without_an_arrival_time_arrives_when_the_batch_does()
    {
        var message = _stream.Message(1, Stream.Seconds(1), 20) with { EnqueuedTime = null };
        var output = _processor.Process(_stream.Batch(message), Stream.Start);
        Assert.Equal(Stream.Start, output.Readings[0].EnqueuedTime);
    }

    private ProcessorOutput Process(params IEnumerable<HubEvent> events) => Stream.Process(_processor, _stream.Batch(events));
}
