using Microsoft.Extensions.Logging;

namespace Gateway.Host;

/// <summary>What endpoints of cold storage log.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(60, LogLevel.Error, "Endpoint {Endpoint}, partition {Partition}: a file was not written and is written again")]
    public static partial void FileNotWritten(this ILogger log, string endpoint, int partition, Exception cause);

    [LoggerMessage(61, LogLevel.Critical, "A consumer of the endpoint {Endpoint} ended on a fault")]
    public static partial void EndpointEnded(this ILogger log, string endpoint, Exception cause);
}
