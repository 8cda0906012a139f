using Cloud.Core.Alerts;

namespace Cloud.Core.Events;

/// <summary>One <c>alarm/1</c> message. Immutable.</summary>
/// <param name="Boot">The device's boot that sent it.</param>
/// <param name="Seq">The message's number within that boot.</param>
/// <param name="Alert">The alert as it stands after the message.</param>
internal readonly record struct EdgeAlarm(long Boot, long Seq, Alert Alert);
