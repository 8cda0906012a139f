using System.Globalization;
using System.Text.Json;

namespace Gateway.Core.IotHub;

/// <summary>The JSON body of every answer with a status of 400 or more; official clients notice an error only by it.</summary>
/// <remarks>
/// The shape is the hub's own as shown in issue 70 of amenzhinsky/iothub. That clients look at nothing else was observed with
/// azure-iot-device 1.18.4: a status of 429 with an empty body is a success to it.
/// </remarks>
public static class HubError
{
    /// <summary>A request that is no valid JSON or breaks a rule of its content.</summary>
    public const int ArgumentInvalid = 400004;

    /// <summary>The caller may not act for this registration.</summary>
    public const int Unauthorized = 401002;

    /// <summary>No such device, registration or operation.</summary>
    public const int NotFound = 404001;

    /// <summary>The version that the request was made for is no longer the current one.</summary>
    public const int PreconditionFailed = 412002;

    /// <summary>A section is longer than its limit.</summary>
    public const int TooLarge = 413001;

    /// <summary>The device did not answer in time.</summary>
    public const int GatewayTimeout = 504101;

    /// <summary>An error code divided by this is the status of the answer.</summary>
    public const int CodesPerStatus = 1_000;

    /// <summary>Writes <c>{"errorCode":…,"trackingId":"…","message":"…","timestampUtc":"…"}</c>.</summary>
    /// <param name="errorCode">The status followed by three digits.</param>
    /// <param name="trackingId">What finds the event in the log: the request id.</param>
    /// <param name="message">One line for people.</param>
    /// <param name="now">The present time.</param>
    public static byte[] Body(int errorCode, string trackingId, string message, DateTimeOffset now) =>
        JsonSerializer.SerializeToUtf8Bytes(new
        {
            errorCode,
            trackingId,
            message,
            timestampUtc = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        });
}
