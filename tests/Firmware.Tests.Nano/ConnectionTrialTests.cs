using System.Collections;
using Firmware.Core.Connection;
using Firmware.Tests.Nano.Fakes;
using nanoFramework.TestFramework;
using Assert = nanoFramework.TestFramework.Assert;

namespace Firmware.Tests.Nano
{
    [TestClass]
    public static class ConnectionTrialTests
    {
        private const int Minutes = 60_000;

        [TestMethod]
        public static void A_new_network_is_announced_tried_and_kept_once_the_hub_is_reached_through_it()
        {
            var device = Connected();
            device.Site.Networks[TrialDevice.NewSsid] = TrialDevice.NewPassword;
            device.Send("wifi", TrialDevice.Wifi(TrialDevice.NewSsid, TrialDevice.NewPassword));
            device.Run(2 * Minutes);
            Assert.AreEqual(TrialDevice.NewSsid, device.Site.Joined);
            Assert.AreEqual("old.hub", device.Site.Hub);
            Assert.AreEqual(
                "{\"wifi\":{\"ac\":202,\"av\":2,\"ad\":null,\"value\":{\"ssid\":null}}}", (string)device.Twin.Reports[1]!);
            Assert.AreEqual(
                "{\"wifi\":{\"ac\":200,\"av\":2,\"ad\":null,\"value\":{\"ssid\":\"new-net\"}}}", (string)device.Twin.Reports[2]!);
            Assert.AreEqual(3, device.Twin.Reports.Count);
        }

        [TestMethod]
        public static void What_was_kept_holds_after_a_restart_and_is_no_trial_again()
        {
            var flash = new MemoryFlash();
            var device = Connected(flash);
            device.Site.Networks[TrialDevice.NewSsid] = TrialDevice.NewPassword;
            device.Send("wifi", TrialDevice.Wifi(TrialDevice.NewSsid, TrialDevice.NewPassword));
            device.Run(2 * Minutes);
            var writes = flash.Writes;
            device.Restart();
            device.Site.ForgetCalls();
            device.Run(2 * Minutes);
            Assert.AreEqual("join:new-net connect:old.hub ", device.Site.Calls);
            Assert.Contains("\"wifi\":{\"ac\":200,", device.Twin.Last);
            Assert.AreEqual(writes + 1, flash.Writes); // the boot counter
        }

        [TestMethod]
        public static void A_network_that_cannot_be_joined_is_rolled_back_with_the_reason()
        {
            var device = Connected();
            device.Send("wifi", TrialDevice.Wifi("nowhere", "whatever-it-is"));
            device.Run(2 * Minutes);
            Assert.AreEqual("-", device.Site.Joined);
            device.Run(10 * Minutes);
            Assert.AreEqual("old.hub", device.Site.Hub);
            Assert.AreEqual("", device.Site.Joined);
            Assert.Contains(
                "\"wifi\":{\"ac\":400,\"av\":2,\"ad\":\"rolled back: no network\",\"value\":{\"ssid\":null}}", device.Twin.Last);
        }

        [TestMethod]
        public static void What_failed_is_not_tried_again_by_a_reconnection_or_a_restart()
        {
            var flash = new MemoryFlash();
            var device = Connected(flash);
            device.Send("wifi", TrialDevice.Wifi("nowhere", "whatever-it-is"));
            device.Run(15 * Minutes);
            device.Site.ForgetCalls();
            var writes = flash.Writes;
            device.Site.Disconnect();
            device.Run(15 * Minutes);
            device.Restart();
            device.Run(15 * Minutes);
            Assert.DoesNotContains("nowhere", device.Site.Calls);
            Assert.Contains("\"wifi\":{\"ac\":400,\"av\":2,\"ad\":\"rolled back: no network\"", device.Twin.Last);
            Assert.AreEqual(writes + 1, flash.Writes);
        }

        [TestMethod]
        public static void What_failed_is_tried_again_when_somebody_sends_it_again()
        {
            var device = Connected();
            var wifi = TrialDevice.Wifi(TrialDevice.NewSsid, TrialDevice.NewPassword);
            device.Send("wifi", wifi);
            device.Run(15 * Minutes);
            device.Site.Networks[TrialDevice.NewSsid] = TrialDevice.NewPassword;
            device.Send("wifi", wifi);
            device.Run(2 * Minutes);
            Assert.AreEqual(TrialDevice.NewSsid, device.Site.Joined);
            Assert.Contains("\"wifi\":{\"ac\":200,\"av\":3,", device.Twin.Last);
        }

        [TestMethod]
        public static void Another_password_after_a_failure_is_a_trial_of_its_own()
        {
            var device = Connected();
            device.Site.Networks[TrialDevice.NewSsid] = TrialDevice.NewPassword;
            device.Send("wifi", TrialDevice.Wifi(TrialDevice.NewSsid, "a-typing-mistake"));
            device.Run(15 * Minutes);
            device.Site.Disconnect();
            device.Desire("wifi", TrialDevice.Wifi(TrialDevice.NewSsid, TrialDevice.NewPassword));
            device.Run(2 * Minutes);
            Assert.AreEqual(TrialDevice.NewSsid, device.Site.Joined);
        }

        [TestMethod]
        public static void A_new_registration_moves_the_device_to_its_hub_with_the_key_of_its_own()
        {
            var device = Connected();
            device.Site.Assignments[TrialDevice.NewKey] = "new.hub";
            device.Site.ForgetCalls();
            device.Send("dps", TrialDevice.Dps("0neNEW", TrialDevice.NewKey));
            device.Run(2 * Minutes);
            Assert.AreEqual("new.hub", device.Site.Hub);
            Assert.AreEqual("join: register:0neNEW join: connect:new.hub ", device.Site.Calls);
            Assert.Contains(
                "\"dps\":{\"ac\":200,\"av\":2,\"ad\":null,\"value\":"
                + "{\"endpoint\":\"dps.example\",\"idScope\":\"0neNEW\",\"registrationId\":\"kitchen\"}}",
                device.Twin.Last);
            device.Restart();
            device.Site.ForgetCalls();
            device.Run(2 * Minutes);
            Assert.AreEqual("join: connect:new.hub ", device.Site.Calls);
            Assert.IsFalse(device.Site.HadTwoSessions);
        }

        [TestMethod]
        public static void A_registration_that_fails_is_rolled_back_without_asking_for_the_old_hub_again()
        {
            var device = Connected();
            device.Send("dps", TrialDevice.Dps("0neNEW", TrialDevice.NewKey));
            device.Run(15 * Minutes);
            Assert.AreEqual("old.hub", device.Site.Hub);
            Assert.Contains("\"dps\":{\"ac\":400,\"av\":2,\"ad\":\"rolled back: not provisioned\"", device.Twin.Last);
            Assert.DoesNotContains("register:0neOLD", device.Site.Calls.Substring(device.Site.Calls.IndexOf("register:0neNEW")));
            Assert.IsFalse(device.Site.HadTwoSessions);
        }

        [TestMethod]
        public static void A_hub_that_refuses_ends_a_trial_too()
        {
            var device = Connected();
            device.Site.Assignments[TrialDevice.NewKey] = "new.hub";
            device.Send("dps", TrialDevice.Dps("0neNEW", TrialDevice.NewKey));
            while (device.Site.Calls.IndexOf("register:0neNEW") < 0) device.Step();
            device.Site.Assignments[TrialDevice.NewKey] = "another.hub"; // the assignment leads nowhere
            device.Site.ProvisioningIsUp = false;
            device.Run(15 * Minutes);
            Assert.AreEqual("old.hub", device.Site.Hub);
            Assert.Contains("\"dps\":{\"ac\":400,\"av\":2,\"ad\":\"rolled back: ", device.Twin.Last);
        }

        [TestMethod]
        public static void Network_and_registration_that_change_together_are_one_trial()
        {
            var device = Connected();
            device.Site.Networks[TrialDevice.NewSsid] = TrialDevice.NewPassword;
            device.Site.Assignments[TrialDevice.NewKey] = "new.hub";
            device.Site.Disconnect();
            device.Desire("wifi", TrialDevice.Wifi(TrialDevice.NewSsid, TrialDevice.NewPassword));
            device.Desire("dps", TrialDevice.Dps("0neNEW", TrialDevice.NewKey));
            device.Run(2 * Minutes);
            Assert.AreEqual(TrialDevice.NewSsid, device.Site.Joined);
            Assert.AreEqual("new.hub", device.Site.Hub);
            Assert.Contains("\"wifi\":{\"ac\":200,", device.Twin.Last);
            Assert.Contains("\"dps\":{\"ac\":200,", device.Twin.Last);
        }

        [TestMethod]
        public static void A_section_that_is_absent_changes_nothing()
        {
            var device = Connected();
            device.Site.Assignments[TrialDevice.NewKey] = "new.hub";
            device.Send("dps", TrialDevice.Dps("0neNEW", TrialDevice.NewKey));
            device.Run(2 * Minutes);
            device.Site.Disconnect();
            device.Desire("dps", null); // the new hub's twin knows nothing of the move
            device.Run(20 * Minutes);
            Assert.AreEqual("new.hub", device.Site.Hub);
            Assert.AreEqual("{\"dps\":null}", device.Twin.Last);
        }

        [TestMethod]
        public static void A_desired_registration_that_is_the_deployed_one_is_acknowledged_without_a_trial()
        {
            var flash = new MemoryFlash();
            var device = Connected(flash);
            var writes = flash.Writes;
            device.Send("dps", TrialDevice.Dps("0neOLD", FakeSite.Deployed.Key));
            device.Run(2 * Minutes);
            Assert.Contains("\"dps\":{\"ac\":200,\"av\":2,", device.Twin.Last);
            Assert.AreEqual(writes, flash.Writes);
        }

        [TestMethod]
        public static void A_device_that_restarts_during_a_trial_goes_on_with_it_and_gives_it_up_in_the_end()
        {
            var device = Connected();
            device.Send("wifi", TrialDevice.Wifi("nowhere", "whatever-it-is"));
            device.Run(1 * Minutes);
            for (var boot = 2; boot <= ConnectionTrials.BootsMax; boot++)
            {
                device.Restart();
                device.Run(1 * Minutes);
                Assert.AreEqual("-", device.Site.Joined);
            }

            device.Restart();
            device.Run(1 * Minutes);
            Assert.AreEqual("old.hub", device.Site.Hub);
            Assert.Contains("\"ac\":400,\"av\":2,\"ad\":\"rolled back: the device restarted too often\"", device.Twin.Last);
        }

        [TestMethod]
        public static void A_change_of_mind_before_the_trial_begins_ends_it()
        {
            var flash = new MemoryFlash();
            var trials = new ConnectionTrials(flash, FakeSite.Deployed, 1_000, new RecordingLog());
            Assert.IsTrue(trials.TryPropose(new ConnectionSet(new Core.Ports.WifiCredentials("nowhere", ""), null)));
            Assert.IsTrue(trials.IsTrialWaiting);
            Assert.IsTrue(trials.TryPropose(trials.Kept));
            Assert.IsFalse(trials.IsTrialWaiting);
            Assert.IsFalse(new ConnectionTrials(flash, FakeSite.Deployed, 1_000, new RecordingLog()).IsTrialWaiting);
        }

        [TestMethod]
        public static void A_trial_begins_even_if_its_announcement_is_not_acknowledged()
        {
            var device = Connected();
            device.Site.Networks[TrialDevice.NewSsid] = TrialDevice.NewPassword;
            device.Twin.Acknowledges = false;
            device.Send("wifi", TrialDevice.Wifi(TrialDevice.NewSsid, TrialDevice.NewPassword));
            device.Run(2 * Minutes);
            Assert.AreEqual(TrialDevice.NewSsid, device.Site.Joined);
            device.Twin.Acknowledges = true;
            device.Run(10 * Minutes);
            Assert.Contains("\"wifi\":{\"ac\":200,", device.Twin.Last);
        }

        [TestMethod]
        public static void Flash_that_cannot_be_written_means_no_trial()
        {
            var flash = new MemoryFlash();
            var device = Connected(flash);
            flash.IsReadOnly = true;
            device.Send("wifi", TrialDevice.Wifi("nowhere", "whatever-it-is"));
            device.Run(15 * Minutes);
            Assert.DoesNotContains("nowhere", device.Site.Calls);
            Assert.Contains("\"ac\":400,\"av\":2,\"ad\":\"flash cannot be written\"", device.Twin.Last);
        }

        [TestMethod]
        public static void A_kept_network_that_is_gone_makes_the_device_look_for_the_deployed_one_too()
        {
            var device = Connected();
            device.Site.Networks[TrialDevice.NewSsid] = TrialDevice.NewPassword;
            device.Send("wifi", TrialDevice.Wifi(TrialDevice.NewSsid, TrialDevice.NewPassword));
            device.Run(2 * Minutes);
            device.Site.Networks[TrialDevice.NewSsid] = null;
            device.Restart();
            device.Run(10 * Minutes);
            Assert.AreEqual("", device.Site.Joined);
            Assert.AreEqual("old.hub", device.Site.Hub);
            device.Site.Networks[TrialDevice.NewSsid] = TrialDevice.NewPassword;
            device.Site.Networks[""] = null;
            device.Site.Disconnect();
            device.Run(10 * Minutes);
            Assert.AreEqual(TrialDevice.NewSsid, device.Site.Joined);
        }

        [TestMethod]
        public static void Without_any_network_samples_go_on_into_the_outbox_and_arrive_later()
        {
            var device = Connected();
            device.Site.Networks[""] = null;
            device.Site.Disconnect();
            for (var i = 0; i < 100; i++)
            {
                device.Clock.UptimeMs += 10_000;
                device.Node.StepSampling(device.Clock.UptimeMs);
                device.Node.StepSampling(device.Clock.UptimeMs += 100);
                device.Node.StepUplink(device.Clock.UptimeMs);
            }

            device.Node.Flush();
            Assert.IsTrue(device.Node.Counters.SamplesTaken > 90);
            Assert.IsTrue(device.Node.Outbox.Count > 0);
            Assert.AreEqual(0, device.Node.Outbox.Dropped);
            device.Site.Networks[""] = "";
            device.Run(10 * Minutes);
            Assert.AreEqual(0, device.Node.Outbox.Count);
        }

        [TestMethod]
        public static void A_device_whose_connection_nobody_may_change_says_so()
        {
            var device = new TrialDevice { Deployed = null };
            device.Site.HasWifi = false;
            device.Site.Assignments[""] = "old.hub";
            device.Restart();
            device.Desire("wifi", TrialDevice.Wifi(TrialDevice.NewSsid, TrialDevice.NewPassword));
            device.Desire("dps", TrialDevice.Dps("0neNEW", TrialDevice.NewKey));
            device.Run(2 * Minutes);
            Assert.Contains("\"wifi\":{\"ac\":400,\"av\":3,\"ad\":\"this device has no Wi-Fi to change\",", device.Twin.Last);
            Assert.Contains("\"dps\":{\"ac\":400,\"av\":3,\"ad\":\"this device does not register\",", device.Twin.Last);
            Assert.AreEqual("old.hub", device.Site.Hub);
            device.Restart();
            device.Site.ForgetCalls();
            device.Run(2 * Minutes);
            Assert.AreEqual("join: register: join: connect:old.hub ", device.Site.Calls); // its assignment is nobody's to remember
        }

        [TestMethod]
        public static void A_device_knows_its_hub_after_a_restart_until_the_hub_refuses()
        {
            var device = Connected();
            device.Restart();
            device.Site.ForgetCalls();
            device.Run(1 * Minutes);
            Assert.AreEqual("join: connect:old.hub ", device.Site.Calls);
            device.Site.Assignments[FakeSite.Deployed.Key] = "other.hub";
            device.Restart();
            device.Site.ForgetCalls();
            device.Run(2 * Minutes);
            Assert.AreEqual(
                "join: connect:old.hub join: connect:old.hub join: connect:old.hub join: register:0neOLD join: connect:other.hub ",
                device.Site.Calls);
            Assert.IsFalse(device.Site.HadTwoSessions);
        }

        [TestMethod]
        public static void A_hub_that_comes_back_before_provisioning_does_is_found()
        {
            var device = Connected();
            device.Site.HubIsUp = false;
            device.Site.ProvisioningIsUp = false;
            device.Run(15 * Minutes);
            device.Site.HubIsUp = true;
            device.Run(5 * Minutes);
            Assert.AreEqual("old.hub", device.Site.Hub);
        }

        [TestMethod]
        public static void A_device_that_is_deployed_anew_registers_anew()
        {
            var device = Connected();
            device.Deployed = new Core.Ports.DpsIdentity("dps.example", "0neOTHER", "kitchen", FakeSite.Deployed.Key);
            device.Restart();
            device.Site.ForgetCalls();
            device.Run(1 * Minutes);
            Assert.AreEqual("join: register:0neOTHER join: connect:old.hub ", device.Site.Calls);
        }

        [TestMethod]
        public static void What_cannot_be_right_is_refused_at_once_without_its_value()
        {
            AssertRefused("wifi", new Hashtable { ["password"] = TrialDevice.NewPassword }, "ssid is missing");
            AssertRefused("wifi", TrialDevice.Wifi("12345678901234567890123456789012", "12345678"), "ssid must be [1, 31] bytes of UTF-8");
            AssertRefused("wifi", TrialDevice.Wifi("n", "short"), "password must be [8, 63] ASCII characters");
            AssertRefused("wifi", new Hashtable { ["ssid"] = 5 }, "ssid must be [1, 31] bytes of UTF-8");
            AssertRefused("dps", TrialDevice.Dps("a b", TrialDevice.NewKey), "idScope must be [1, 64] letters, digits and -._:");
            AssertRefused("dps", TrialDevice.Dps("0neNEW", "no key"), "key must be [24, 88] characters of base64");
        }

        [TestMethod]
        public static void An_open_network_needs_no_password()
        {
            var device = Connected();
            device.Site.Networks["open"] = "";
            device.Send("wifi", new Hashtable { ["ssid"] = "open", ["chanel"] = 6 });
            device.Run(2 * Minutes);
            Assert.AreEqual("open", device.Site.Joined);
            Assert.Contains("\"unknownKeys\":\"wifi.chanel\"", (string)device.Twin.Reports[1]!);
        }

        private static void AssertRefused(string section, Hashtable value, string reason)
        {
            var device = Connected();
            device.Send(section, value);
            device.Run(1 * Minutes);
            Assert.Contains("\"" + section + "\":{\"ac\":400,\"av\":2,\"ad\":\"" + reason + "\",", device.Twin.Last);
            Assert.DoesNotContains("register:a", device.Site.Calls);
            Assert.AreEqual("old.hub", device.Site.Hub);
        }

        private static TrialDevice Connected() => Connected(new MemoryFlash());

        private static TrialDevice Connected(MemoryFlash flash)
        {
            var device = new TrialDevice(flash);
            device.Run(5_000);
            Assert.AreEqual("old.hub", device.Site.Hub);
            return device;
        }
    }
}
