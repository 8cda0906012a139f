using Cloud.Core.Checkpoints;

namespace Cloud.Core.Alerts;

/// <summary>One rule's alert on one device: waiting, pending, open, resolved, waiting again. Not thread-safe.</summary>
internal sealed class AlertLife(AlertRule rule, string deviceId)
{
    /// <summary>An open alert is put out again when it gets worse by at least this much, in the channel's unit.</summary>
    private const double WorseByMin = 0.5;

    private readonly AlertCondition _condition = rule.NewCondition();
    private AlertSide _side = AlertSide.Undecided;
    private int _breaches;
    private bool _isOpen;
    private long _openedTicks;
    private long? _clearSinceTicks;
    private double _worstSeverity;
    private double _worstValue;
    private string _message = "";

    /// <summary>Takes a value; times never go back.</summary>
    /// <returns>The alert where this value changed it, else null.</returns>
    public Alert? Observe(long ticks, double value)
    {
        var assessment = _condition.Assess(ticks, value, _isOpen);
        return _isOpen ? Follow(ticks, value, assessment) : Wait(ticks, value, assessment);
    }

    public void Save(StateWriter writer)
    {
        _condition.Save(writer);
        writer.Byte((byte)_side);
        writer.Byte(_isOpen ? (byte)1 : (byte)0);
        writer.Int32(_breaches);
        if (_breaches == 0) return;
        writer.Int64(_openedTicks);
        writer.Int64(_clearSinceTicks ?? 0);
        writer.Double(_worstSeverity);
        writer.Double(_worstValue);
        writer.String(_message);
    }

    public void Load(ref StateReader reader)
    {
        _condition.Load(ref reader);
        _side = (AlertSide)reader.Byte();
        _isOpen = reader.Byte() == 1;
        _breaches = reader.Int32();
        if (_breaches == 0) return;
        _openedTicks = reader.Int64();
        _clearSinceTicks = reader.Int64() is not 0 and var since ? since : null;
        _worstSeverity = reader.Double();
        _worstValue = reader.Double();
        _message = reader.String();
    }

    private Alert? Wait(long ticks, double value, in Assessment assessment)
    {
        if (assessment.Side is AlertSide.Clear or AlertSide.Undecided)
        {
            Forget();
            return null;
        }

        if (assessment.Side != _side) Forget();
        if (_breaches == 0) _openedTicks = ticks;
        _side = assessment.Side;
        _breaches++;
        if (assessment.Severity > _worstSeverity) Remember(value, assessment);
        _isOpen = _breaches >= rule.ReadingsToOpen;
        return _isOpen ? Now(ticks, AlertState.Open) : null;
    }

    private Alert? Follow(long ticks, double value, in Assessment assessment)
    {
        if (assessment.Side != AlertSide.Clear)
        {
            _clearSinceTicks = null;
            if (assessment.Severity < _worstSeverity + WorseByMin) return null;
            Remember(value, assessment);
            return Now(ticks, AlertState.Open);
        }

        _clearSinceTicks ??= ticks;
        if (ticks - _clearSinceTicks < rule.ResolveAfter.Ticks) return null;
        var resolved = Now(ticks, AlertState.Resolved);
        Forget();
        return resolved;
    }

    private void Remember(double value, in Assessment assessment) =>
        (_worstSeverity, _worstValue, _message) = (assessment.Severity, value, assessment.Message);

    private void Forget()
    {
        (_side, _breaches, _isOpen, _clearSinceTicks) = (AlertSide.Undecided, 0, false, null);
        (_worstSeverity, _worstValue, _message) = (0, 0, "");
    }

    private Alert Now(long ticks, AlertState state)
    {
        var openedAt = new DateTimeOffset(_openedTicks, TimeSpan.Zero);
        var changedAt = new DateTimeOffset(ticks, TimeSpan.Zero);
        return new Alert(
            AlertId.Of(rule.Name, deviceId, openedAt),
            rule.Name,
            deviceId,
            rule.Channel,
            state,
            openedAt,
            changedAt,
            state == AlertState.Resolved ? changedAt : null,
            _worstValue,
            _message);
    }
}
