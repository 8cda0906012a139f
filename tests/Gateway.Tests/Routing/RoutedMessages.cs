using System.Text;
using Gateway.Core.Routing;
using Gateway.Core.StoreAndForward;

namespace Gateway.Tests.Routing;

/// <summary>Messages to route.</summary>
internal static class RoutedMessages
{
    /// <summary>The body that Microsoft's page on the query syntax shows.</summary>
    public const string Weather =
        """
        {"Weather":{"Temperature":50,"Time":"2017-03-09T00:00:00.000Z","PrevTemperatures":[20,30,40],"IsEnabled":true,"Nothing":null,
         "Location":{"Street":"One Microsoft Way","City":"Redmond","State":"WA"},
         "HistoricalData":[{"Month":"Feb","Temperature":40},{"Month":"Jan","Temperature":30}]}}
        """;

    /// <summary>The twin that Microsoft's page on the query syntax shows.</summary>
    public const string Twin =
        """
        {"tags":{"deploymentLocation":{"building":"43","floor":"1"}},
         "properties":{"desired":{"telemetryConfig":{"sendFrequency":"5m"},"$version":1},
                       "reported":{"telemetryConfig":{"sendFrequency":"5m","status":"success"},"batteryLevel":55,"$version":4}}}
        """;

    public const string JsonProperties =
        """
        {"content-type":"application/json","content-encoding":"UTF-8","iothub-connection-device-id":"dev1","message-id":"m-1",
         "iothub-enqueuedtime":"2022-06-06T22:56:06.5Z","dt-subject":"thermostat","iothub-message-source":"Telemetry"}
        """;

    public static Message Message(
        string body = Weather,
        string properties = """{"processingPath":"hot","severity":"2","empty":"","$odd":"yes","a-b":"hyphen","x.y":"dot"}""",
        string system = JsonProperties,
        Encoding? encoding = null) => new()
        {
            DeviceId = "dev1",
            MessageId = null,
            EnqueuedAtUnixMs = 0,
            SystemProperties = system,
            Properties = properties,
            Body = (encoding ?? Encoding.UTF8).GetBytes(body),
        };

    public static RoutedMessage Routed(string body = Weather, string system = JsonProperties, Encoding? encoding = null) =>
        new(new StoredMessage(1, Message(body, system: system, encoding: encoding))) { TwinText = Twin };
}
