namespace Gateway.Core.StoreAndForward;

/// <summary>What came of an append, after its commit.</summary>
public enum AppendResult
{
    /// <summary>The message is durable.</summary>
    Stored,

    /// <summary>It is a resend of a message that is durable already, like all that share its commit with it.</summary>
    Duplicate,

    /// <summary>The store is full, or a message before it was not stored: it is not kept and must not be acknowledged.</summary>
    Refused,
}
