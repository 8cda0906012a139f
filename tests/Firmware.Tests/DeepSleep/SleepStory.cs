using System.Globalization;
using System.Text.RegularExpressions;
using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.Tests.Nano.Fakes;

namespace Firmware.Tests.DeepSleep;

/// <summary>
/// Nine wakes of a device that samples each minute and sends every third sample: one batch is not acknowledged, and an alarm opens and
/// resolves. Wherever the power goes, what the hub then has is held against what was measured.
/// </summary>
internal sealed partial class SleepStory
{
    /// <summary>How many wakes the story has.</summary>
    public const int Wakes = 9;

    private const int IntervalMs = 60_000;
    private const int OffMs = 10_000;
    private const int WakesAfterCut = 8;
    private const int UnacknowledgedWake = 3;
    private const int AlarmWake = 5;
    private const int ResolveWake = 7;

    private readonly SleepingDevice _device;
    private readonly long _startMs;
    private readonly Dictionary<string, string> _bodies = [];
    private readonly HashSet<long> _covered = []; // the minutes whose samples the hub has acknowledged
    private int _seen;
    private int _alarmsOpened;
    private int _alarmsResolved;
    private int _wake;

    public SleepStory(IFlashSlots flash)
    {
        var temperature = new ChannelSettings(ChannelLimits.Temperature) { AlarmHigh = 3_000, EmaAlphaPerMille = ChannelSettings.EmaAlphaOff };
        _device = new SleepingDevice(SleepingDevice.With(temperature), flash: flash);
        _startMs = _device.UtcMs;
    }

    /// <summary>Steps of all wakes so far.</summary>
    public int Steps { get; private set; }

    /// <summary>Tells the story.</summary>
    /// <param name="stepsMax">Where the power goes, in steps.</param>
    /// <returns>False if the power went before the end.</returns>
    public bool Tell(int stepsMax = int.MaxValue)
    {
        try
        {
            for (_wake = 0; _wake < Wakes; _wake++)
            {
                Begin(_wake);
                while (_device.Power.SleepMs == 0)
                {
                    if (Steps == stepsMax) return false;
                    Steps++;
                    _device.Step();
                    Receive(_wake != UnacknowledgedWake);
                }

                _device.Wake();
            }

            return true;
        }
        catch (PowerCutException)
        {
            Receive(_wake != UnacknowledgedWake);
            return false;
        }
    }

    /// <summary>Gives the power back, and lets the device go on until everything has arrived.</summary>
    public void GoOn()
    {
        var boot = _device.Node.Boot;
        Begin(AlarmWake + 2);
        _device.CutPower(OffMs);
        Assert.Equal(boot + 1, _device.Node.Boot);
        for (var i = 0; i < WakesAfterCut; i++)
        {
            while (_device.Power.SleepMs == 0)
            {
                _device.Step();
                Receive(isAcknowledged: true);
            }

            _device.Wake();
        }
    }

    /// <summary>Every sample of every wake that was over when the power went has arrived, and so has every alarm; none is given up.</summary>
    public void AssertNothingIsLost(string when)
    {
        for (var minute = 0; minute < _wake; minute++)
            if (!_covered.Contains(minute)) Assert.Fail($"the sample of minute {minute} is lost, {when}; there are {string.Join(' ', _covered.Order())}");
        if (_wake > AlarmWake && _alarmsOpened == 0) Assert.Fail($"the alarm is lost, {when}");
        if (_wake > ResolveWake && _alarmsResolved == 0) Assert.Fail($"the alarm's end is lost, {when}");
        if (_device.Node.Outbox.Dropped > 0) Assert.Fail($"the outbox dropped something, {when}");
    }

    private void Begin(int wake)
    {
        _device.Hub.Acknowledges = wake != UnacknowledgedWake;
        _device.Bus.AdcTemperature = wake is >= AlarmWake and < ResolveWake ? 560_000 : 519_888;
    }

    // Whether or not the hub acknowledged a message, it may have it: under one name there is one body, for ever.
    private void Receive(bool isAcknowledged)
    {
        for (; _seen < _device.Hub.Sent.Count; _seen++)
        {
            var message = (HubMessage)_device.Hub.Sent[_seen]!;
            if (!_bodies.TryAdd(message.MessageId, message.Body)) Assert.Equal(_bodies[message.MessageId], message.Body);
            if (isAcknowledged) Count(message);
        }
    }

    private void Count(HubMessage message)
    {
        if (message.IsAlert)
        {
            if (message.Body.Contains("resolved", StringComparison.Ordinal)) _alarmsResolved++;
            else _alarmsOpened++;
            return;
        }

        foreach (Match curve in Curve().Matches(message.Body))
        {
            var (startMs, intervalMs, samples) = (Number(curve, 1), Number(curve, 2), Number(curve, 3));
            Assert.True(samples == 1 || intervalMs == IntervalMs, message.Body);
            for (var i = 0; i < samples; i++) Cover(startMs + i * intervalMs);
        }
    }

    // Until it knows how long it takes to start, which is one sleep, the device is late by just that, and so is the curve of that sample.
    private void Cover(long atMs)
    {
        var minute = (atMs - _startMs + IntervalMs / 2) / IntervalMs;
        var lateMs = atMs - _startMs - minute * IntervalMs;
        if (minute < _wake && (lateMs < 0 || lateMs > (minute <= UnacknowledgedWake ? SleepingDevice.StartMs : 0)))
            Assert.Fail($"the sample of minute {minute} is {lateMs} ms late");
        _covered.Add(minute);
    }

    private static long Number(Match match, int group) => long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("\"start\":(\\d+),\"interval\":(\\d+),\"samples\":(\\d+)")]
    private static partial Regex Curve();
}
