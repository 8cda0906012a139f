using System.Collections;
using System.Text;
using Firmware.Core.Ports;
using Firmware.Tests.Nano.Fakes;

namespace Firmware.Tests.Connection;

/// <summary>
/// A whole device with secrets that one knows again, through everything that can happen to them: none of them is in anything that
/// leaves it. Log at debug level, reports, telemetry, answers to methods, texts of exceptions.
/// </summary>
public sealed class SecretsTest
{
    private const int Minutes = 60_000;
    private const string Mark = "5ecret"; // in each of them, as it is
    private const string Password = "a \"5ecret\" pass\\word";
    private const string Key = "a2V5TUARK5ecretMARKZW5kZW5k";
    private const string DeployedKey = "ZGVwbG95ZWQ5ecretARKZW5kZW5k";

    private readonly MemoryFlash _flash = new();
    private readonly StringBuilder _outputs = new();
    private readonly TrialDevice _device;

    public SecretsTest()
    {
        _device = new TrialDevice(_flash, isAsked: true) { Deployed = new DpsIdentity("dps.example", "0neOLD", "kitchen", DeployedKey) };
        _device.Site.KeepsBodies = true;
        _device.Site.Assignments[DeployedKey] = "old.hub";
        _device.Restart();
        Live();
    }

    [Fact]
    public void No_secret_leaves_a_device_whose_trials_succeed()
    {
        _device.Site.Networks[TrialDevice.NewSsid] = Password;
        _device.Site.Assignments[Key] = "new.hub";
        Send("wifi", TrialDevice.Wifi(TrialDevice.NewSsid, Password));
        Send("dps", TrialDevice.Dps("0neNEW", Key));
        Restart();
        AssertClean("\"ac\":202", "\"ac\":200", "new-net", "0neNEW", "new.hub", "trial kept");
        Assert.Equal(("new-net", "new.hub"), (_device.Site.Joined, _device.Site.Hub));
    }

    [Fact]
    public void No_secret_leaves_a_device_whose_trials_fail()
    {
        Send("wifi", TrialDevice.Wifi(TrialDevice.NewSsid, Password));
        Send("dps", TrialDevice.Dps("0neNEW", Key));
        Restart();
        AssertClean("\"ac\":202", "\"ac\":400", "rolled back: no network", "rolled back: not provisioned");
    }

    [Fact]
    public void No_secret_leaves_a_device_to_which_secrets_are_sent_in_the_wrong_place()
    {
        Send("wifi", new Hashtable { ["ssid"] = Password + Password, ["password"] = Password });
        Send("wifi", new Hashtable { ["ssid"] = "x", ["password"] = new Hashtable { ["x"] = Password }, ["passwd"] = Password });
        Send("wifi", new Hashtable { ["ssid"] = "x", ["password"] = Password + "\u00e9" });
        Send("dps", new Hashtable { ["key"] = "!" + Key, ["sasKey"] = Key });
        Send("dps", new Hashtable { ["endpoint"] = Password, ["registrationId"] = Password });
        foreach (var section in new[] { "wifi", "dps", "sampling", "log", "channels", "nonsense" }) _device.Desire(section, null);
        _device.Twin.Desired["dps"] = Key;
        _device.Twin.Desired["wifi"] = Password;
        _device.Twin.Desired["sampling"] = new Hashtable { ["intervalMs"] = Password };
        _device.Twin.Desired["nonsense"] = new Hashtable { ["key"] = Key };
        Restart();
        AssertClean("ssid must be", "password must be", "key must be", "wifi must be an object", "nonsense", "wifi.passwd", "dps.sasKey");
    }

    [Fact]
    public void No_secret_leaves_a_device_whose_flash_fails()
    {
        _device.Site.Networks[TrialDevice.NewSsid] = Password;
        Send("wifi", TrialDevice.Wifi(TrialDevice.NewSsid, Password));
        _flash.IsReadOnly = true;
        Send("dps", TrialDevice.Dps("0neNEW", Key));
        _flash.Damage(4, 12);
        _flash.Damage(5, 12);
        Restart();
        AssertClean("flash cannot be written", "damaged in flash");
    }

    private void Send(string section, Hashtable value)
    {
        _device.Send(section, value);
        Live();
        _device.Site.Disconnect();
        Live();
    }

    private void Restart()
    {
        Collect();
        _device.Restart();
        Live();
    }

    // Long enough for a trial; samples, questions and messages in between.
    private void Live()
    {
        for (var i = 0; i < 20; i++)
        {
            _device.Node.StepSampling(_device.Clock.UptimeMs);
            _device.Run(1 * Minutes);
        }

        foreach (var method in "reboot readNow selfTest clearOutbox getDiagnostics nonsense".Split(' '))
        {
            Ask(method, "");
            Ask(method, "{\"password\":\"" + Key + "\"}");
        }

        _device.Handler!.Receive(new Hashtable { ["$.mid"] = "1", ["method"] = "readNow", ["key"] = Key }, Key);
        _device.Handler.Receive(new Hashtable { ["$.mid"] = "2" }, Key);
        _device.Run(1 * Minutes);
    }

    private void Ask(string method, string payload)
    {
        var answer = _device.Handler!.Invoke(method, payload);
        _outputs.Append(answer.Status).AppendLine(answer.Body);
    }

    private void Collect()
    {
        _outputs.AppendLine(_device.Log.Text).AppendLine(_device.Site.Bodies);
        foreach (string report in _device.Twin.Reports) _outputs.AppendLine(report);
    }

    private void AssertClean(params string[] traces)
    {
        Collect();
        var outputs = _outputs.ToString();
        Assert.All(traces, trace => Assert.Contains(trace, outputs, StringComparison.Ordinal)); // it did happen
        Assert.Contains("flat/1", outputs, StringComparison.Ordinal);
        Assert.Contains("bootCount", outputs, StringComparison.Ordinal);
        Assert.DoesNotContain(Mark, outputs, StringComparison.OrdinalIgnoreCase);
    }
}
