using System.CommandLine;
using Gateway.Core.Registry;
using Gateway.Host.Http;
using Gateway.Host.Storage;

namespace Gateway.Host.Configuration;

/// <summary>
/// The command "connection-string": prints what a device, a module or the holder of a policy connects with. It reads the data
/// directory, so it works whether the gateway runs or not.
/// </summary>
internal static class ConnectionStringCommand
{
    private const int DeviceMqttPort = 8883;

    private static readonly Argument<string?> Device = new("device")
    {
        Description = "The device, or {device}/{module}",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Policy = new("--policy")
    {
        Description = "A policy of policies.json instead of a device, such as registryReadWrite or service",
    };

    private static readonly Option<bool> Create = new("--create")
    {
        Description = "Creates the identity with fresh keys where it does not exist",
    };

    /// <summary>Creates the command.</summary>
    /// <param name="optionsOf">Reads the gateway's own options.</param>
    public static Command With(Func<ParseResult, GatewayOptions> optionsOf)
    {
        var command = new Command("connection-string", "Prints what a device connects with; it holds the key") { Device, Policy, Create };
        command.SetAction(parsed => Run(parsed, optionsOf));
        return command;
    }

    private static int Run(ParseResult parsed, Func<ParseResult, GatewayOptions> optionsOf)
    {
        try
        {
            var options = optionsOf(parsed);
            if (!File.Exists(GatewayDatabase.PathIn(options.DataDirectory)))
                throw new GatewayStartException($"'{options.DataDirectory}' is no gateway's data directory; name it with --data");
            var text = parsed.GetValue(Policy) is { } policy
                ? OfPolicy(policy, options)
                : OfDevice(parsed.GetValue(Device), parsed.GetValue(Create), options);
            parsed.InvocationConfiguration.Output.WriteLine(text);
            return 0;
        }
        catch (GatewayStartException e)
        {
            parsed.InvocationConfiguration.Error.WriteLine("gateway: " + e.Message);
            return 1;
        }
    }

    private static string OfPolicy(string name, GatewayOptions options) =>
        PolicyFile.ReadOrCreate(options.DataDirectory).Find(name) is { } policy
            ? ConnectionString.OfPolicy(policy.Name, policy.Primary, options.HostName)
            : throw new GatewayStartException($"there is no policy '{name}'; policies.json in the data directory lists them");

    private static string OfDevice(string? clientId, bool create, GatewayOptions options)
    {
        if (clientId is null) throw new GatewayStartException("name a device, or a policy with --policy");
        var id = clientId.Split('/', 2);
        if (!id.All(DeviceIdentity.IsValidId))
            throw new GatewayStartException($"'{clientId}' is neither a device id nor {{device}}/{{module}}");
        using var connection = new GatewayDatabase(options.DataDirectory).Open();
        var identity = IdentityRows.Find(connection, clientId) ?? (create ? CreateIn(connection, id) : null)
            ?? throw new GatewayStartException($"there is no device '{clientId}'; add --create to make one");
        var dialled = options.MqttPort == DeviceMqttPort ? null : $"{options.HostName}:{options.MqttPort}";
        return ConnectionString.Of(identity, options.HostName, dialled);
    }

    // A transaction of its own: a gateway that runs beside waits for it, and finds the identity at its next look.
    private static DeviceIdentity CreateIn(StoreConnection connection, string[] id)
    {
        var chance = new IdentityChance();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        connection.Execute("BEGIN IMMEDIATE");
        var change = IdentityStore.Create(connection, new DeviceIdentity
        {
            DeviceId = id[0],
            ModuleId = id.Length == 2 ? id[1] : null,
            GenerationId = chance.NewGenerationId(),
            Authentication = new Authentication.SymmetricKeys(chance.NewKey(), chance.NewKey()),
            CreatedAtUnixMs = now,
            UpdatedAtUnixMs = now,
        });
        connection.Execute("COMMIT");
        return change.Outcome switch
        {
            RegistryOutcome.Done => change.Identity!,
            RegistryOutcome.Exists => IdentityRows.Find(connection, string.Join('/', id))!,
            RegistryOutcome.NotFound => throw new GatewayStartException($"there is no device '{id[0]}' for the module; create it first"),
            _ => throw new GatewayStartException("the registry is full; delete identities first"),
        };
    }
}
