namespace Cloud.Core.Events;

/// <summary>Why an event became a dead letter.</summary>
public enum RefusalReason
{
    /// <summary>No hub vouched for a device: the event has no <c>iothub-connection-device-id</c>.</summary>
    NoDeviceIdentity = 0,

    /// <summary>The body was not UTF-8.</summary>
    InvalidUtf8 = 1,

    /// <summary>The body was not one JSON object.</summary>
    InvalidJson = 2,

    /// <summary>The schema is none that this version decodes.</summary>
    UnknownSchema = 3,

    /// <summary>No channel has a value, or a member that the schema demands is missing.</summary>
    MissingValue = 4,

    /// <summary>A value is not a number (NaN, infinity, or text).</summary>
    NotANumber = 5,

    /// <summary>A number lies outside its channel's physical range.</summary>
    OutOfRange = 6,

    /// <summary>The timestamp cannot be read.</summary>
    InvalidTime = 7,

    /// <summary>The timestamp lies outside [2010-01-01, 2100-01-01): a clock never set, or overflowed.</summary>
    ImplausibleTime = 8,

    /// <summary>The knots of a <c>curve/1</c> message make no curve: arrays of different lengths, or indices that do not rise.</summary>
    InvalidCurve = 9,
}
