namespace Cloud.Core.Alerts;

/// <summary>What one reading means for a rule.</summary>
/// <param name="Side">Where the value lies.</param>
/// <param name="Severity">How far beyond the limit, in the channel's unit; 0 unless the rule is broken.</param>
/// <param name="Message">One line for people where the rule is broken, else empty.</param>
internal readonly record struct Assessment(AlertSide Side, double Severity, string Message)
{
    /// <summary>The rule is kept, with its margin.</summary>
    public static readonly Assessment Clear = new(AlertSide.Clear, 0, "");

    /// <summary>Neither broken nor clearly kept, or nothing to judge by.</summary>
    public static readonly Assessment Undecided = new(AlertSide.Undecided, 0, "");
}
