using System.CommandLine;
using Firmware.VirtualDevice.Hub;

namespace Firmware.VirtualDevice.Commands;

/// <summary><c>derive-key</c>: the key that a board carries instead of its group's.</summary>
internal static class DeriveKeyCommand
{
    public static Command Create(TextWriter output)
    {
        var groupKey = Options.GroupKey(required: true);
        var registrationId = new Option<string>("--registration-id") { Description = "The device's registration id.", Required = true };
        var command = new Command("derive-key", "Derives one device's key from its enrolment group's, in base64.")
        {
            groupKey, registrationId,
        };
        command.SetAction(result =>
        {
            var id = result.GetRequiredValue(registrationId);
            if (!RegistrationId.IsValid(id)) throw new UsageException($"--registration-id: '{id}' is not {RegistrationId.Rule}");
            if (!DeviceKey.TryParse(result.GetValue(groupKey) ?? "", out var key)) throw new UsageException(Options.BadGroupKey);
            output.WriteLine(Convert.ToBase64String(DeviceKey.Derive(key, id)));
        });
        return command;
    }
}
