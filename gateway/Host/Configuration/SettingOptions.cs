using System.CommandLine;

namespace Gateway.Host.Configuration;

/// <summary>The settings that the command line has options for.</summary>
internal static class SettingOptions
{
    private const string StandardFile = "appsettings.json";

    private static readonly Option<string?> SettingsFile = new("--settings")
    {
        Recursive = true,
        Description = $"A JSON file with settings in its section \"Gateway\" (default: {StandardFile} in the working directory, if there)",
    };

    private static readonly (string Key, Option<string?> Option)[] Options =
    [
        Of(SettingKeys.DataDirectory, "--data",
            "The directory for the store, the keys and the certificates; created when missing (default: gateway-data)", isForAll: true),
        Of(SettingKeys.MqttPort, "--port", "The TCP port for MQTT over TLS; 0 takes any free port (default: 8883)", isForAll: true),
        Of(SettingKeys.HttpsPort, "--https-port",
            "The TCP port for HTTPS; 0 takes any free port, off serves none; Microsoft's SDKs dial 443 (default: 8443)"),
        Of(SettingKeys.EventsUrl, "--events-url",
            "Where telemetry is posted as Event Hubs batches, such as http://127.0.0.1:7071/telemetry; without it, it is only stored"),
        Of(SettingKeys.RoutingFile, "--routing",
            "The file that says which messages go to which endpoint (default: routing.json in the data directory, if there)"),
        Of(SettingKeys.HostName, "--host-name", "The name under which devices reach this gateway (default: localhost)", isForAll: true),
        Of(SettingKeys.DeviceAuthoritiesFile, "--device-ca",
            "A PEM file with the authorities that sign devices' certificates; without it, only certificates whose thumbprint an identity "
            + "names come in"),
        Of(SettingKeys.Upstream, "--upstream",
            "The IoT hub or gateway that everything goes on to, such as contoso.azure-devices.net or parent.local:8883"),
        Of(SettingKeys.UpstreamAuthoritiesFile, "--upstream-ca",
            "A PEM file with the certificates to trust for --upstream; without it, those of the operating system"),
        Of(SettingKeys.UpstreamPolicyFile, "--upstream-policy",
            "A file with SharedAccessKeyName=…;SharedAccessKey=… of a policy with DeviceConnect at --upstream; without it, each "
            + "device's own key signs"),
        Of(SettingKeys.UpstreamTier, "--upstream-tier",
            "The tier of the IoT hub, F1, S1, S2 or S3, and its units, such as S1 or S1x2; its quota is made to last the day"),
    ];

    /// <summary>Adds the options to the command.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(SettingsFile);
        foreach (var (_, option) in Options) command.Options.Add(option);
    }

    /// <summary>Reads the options of the gateway: the file, the environment, and above them the command line.</summary>
    /// <exception cref="GatewayStartException">One cannot be used; the message names it and the fix.</exception>
    public static GatewayOptions Read(ParseResult parsed, IReadOnlyDictionary<string, string> environment)
    {
        var file = parsed.GetValue(SettingsFile);
        var given = Options
            .Select(pair => (pair.Key, pair.Option.Name, Value: parsed.GetValue(pair.Option)))
            .Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Key, pair => new Setting(pair.Name, pair.Value!));
        return OptionsReader.Read(GatewaySettings.Read(file ?? StandardFile, fileMustExist: file is not null, environment, given));
    }

    private static (string Key, Option<string?> Option) Of(string key, string name, string description, bool isForAll = false) =>
        (key, new Option<string?>(name) { Description = description, Recursive = isForAll });
}
