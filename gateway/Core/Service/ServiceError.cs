using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Core.IotHub;

namespace Gateway.Core.Service;

/// <summary>An error as the service API of the hub tells it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The error's name; azure-iothub 1.16.6 takes it from the message, other SDKs from a header.</param>
/// <remarks>Source: Microsoft, "Understand and resolve Azure IoT Hub errors".</remarks>
public sealed record ServiceError(int Status, string Code)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The request's content breaks a rule.</summary>
    public static readonly ServiceError ArgumentInvalid = new(400, "ArgumentInvalid");

    /// <summary>The request names no api-version.</summary>
    public static readonly ServiceError InvalidProtocolVersion = new(400, "InvalidProtocolVersion");

    /// <summary>The token is missing, wrong, or for something else.</summary>
    public static readonly ServiceError Unauthorized = new(401, "IotHubUnauthorizedAccess");

    /// <summary>The hub takes no more of these.</summary>
    public static readonly ServiceError QuotaExceeded = new(403, "IotHubQuotaExceeded");

    /// <summary>As many messages wait for the device as may.</summary>
    public static readonly ServiceError DeviceMaximumQueueDepthExceeded = new(403, "DeviceMaximumQueueDepthExceeded");

    /// <summary>There is no such device.</summary>
    public static readonly ServiceError DeviceNotFound = new(404, "DeviceNotFound");

    /// <summary>There is no such module.</summary>
    public static readonly ServiceError ModuleNotFound = new(404, "ModuleNotFound");

    /// <summary>The device is not connected, or takes no direct methods.</summary>
    public static readonly ServiceError DeviceNotOnline = new(404, "DeviceNotOnline") { NumericCode = 404103 };

    /// <summary>The device exists already.</summary>
    public static readonly ServiceError DeviceAlreadyExists = new(409, "DeviceAlreadyExists");

    /// <summary>The module exists already on the device.</summary>
    public static readonly ServiceError ModuleAlreadyExists = new(409, "ModuleAlreadyExistsOnDevice");

    /// <summary>It was changed since its ETag was read.</summary>
    public static readonly ServiceError PreconditionFailed = new(412, "PreconditionFailed");

    /// <summary>The request is too long.</summary>
    public static readonly ServiceError MessageTooLarge = new(413, "MessageTooLarge");

    /// <summary>The device answered a direct method with something that is no answer.</summary>
    public static readonly ServiceError BadDeviceResponse = new(502, "BadDeviceResponse");

    /// <summary>The device did not answer a direct method in time.</summary>
    public static readonly ServiceError GatewayTimeout = new(504, "GatewayTimeout") { NumericCode = 504101 };

    /// <summary>The store cannot be used now; trying again later helps.</summary>
    public static readonly ServiceError ServiceUnavailable = new(503, "ServiceUnavailable");

    /// <summary>The error's number, which errors of direct methods tell inside of their message; null for others.</summary>
    public int? NumericCode { get; private init; }

    /// <summary>
    /// The body: <c>{"Message":"ErrorCode:{code};{message}","ExceptionMessage":"Tracking ID:{id}-TimeStamp:{utc}"}</c>; where there is a
    /// number, the message is <see cref="HubError.Body"/> as text.
    /// </summary>
    /// <param name="message">One line for people.</param>
    /// <param name="trackingId">What finds the request in the log.</param>
    /// <param name="now">The present time.</param>
    public byte[] Body(string message, string trackingId, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("MM/dd/yyyy HH:mm:ss", CultureInfo.InvariantCulture);
        // azure-iothub 1.16.6 takes what stands between the first semicolon and the next for the message.
        var text = NumericCode is { } number
            ? Encoding.UTF8.GetString(HubError.Body(number, trackingId, message, now))
            : $"ErrorCode:{Code};{message.Replace(';', ',')}";
        return JsonSerializer.SerializeToUtf8Bytes(
            new { Message = text, ExceptionMessage = $"Tracking ID:{trackingId}-TimeStamp:{time}" }, Readable);
    }
}
