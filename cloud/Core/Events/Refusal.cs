namespace Cloud.Core.Events;

/// <summary>Why a body was not decoded: for counting, and for a reader.</summary>
internal readonly record struct Refusal(RefusalReason Reason, string Detail);
