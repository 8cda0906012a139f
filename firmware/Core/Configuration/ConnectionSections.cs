using System.Collections;
using System.Text;
using Firmware.Core.Connection;
using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;

namespace Firmware.Core.Configuration
{
    /// <summary>
    /// The desired sections wifi and dps: checked, proposed for a trial, and answered by what became of it. A section that is absent
    /// changes nothing, since the twin of the hub to which a device was moved need not know how it came there. Used by one thread.
    /// </summary>
    internal sealed class ConnectionSections
    {
        private readonly ConnectionTrials _trials;
        private readonly bool _hasWifi;
        private readonly ILog _log;
        private readonly Acknowledgement[] _acknowledgements = { new Acknowledgement(), new Acknowledgement() };
        private readonly bool[] _isTouched = new bool[ConnectionSchema.SectionCount];

        public ConnectionSections(ConnectionTrials trials, bool hasWifi, ILog log)
        {
            _trials = trials;
            _hasWifi = hasWifi;
            _log = log;
        }

        public Acknowledgement AcknowledgementOf(int section) => _acknowledgements[section];

        /// <summary>
        /// Notes that a change names a section: somebody wants it now, so what failed before is tried again when the whole twin is read.
        /// </summary>
        /// <returns>Whether it names one.</returns>
        public bool Touch(Hashtable patch)
        {
            var isTouched = false;
            for (var i = 0; i < ConnectionSchema.SectionCount; i++)
            {
                if (!patch.Contains(ConnectionSchema.SectionName(i))) continue;
                _isTouched[i] = true;
                isTouched = true;
            }

            return isTouched;
        }

        /// <summary>Takes all desired properties.</summary>
        public void Take(Hashtable desired, int version, UnknownKeys unknown)
        {
            var kept = _trials.Kept;
            var wifi = WifiOf(desired, out var wifiError, unknown);
            var dps = DpsOf(desired, out var dpsError, unknown);
            var wanted = new ConnectionSet(
                wifi != null && wifiError == null ? wifi : kept.Wifi,
                dps == null || dpsError != null || DpsIdentity.AreEqual(dps, kept.Dps ?? _trials.Deployed) ? kept.Dps : dps);
            var flashError = _trials.TryPropose(wanted) ? null : "flash cannot be written";
            Answer(ConnectionSchema.Wifi, desired, version, wifiError, WifiCredentials.AreEqual(wanted.Wifi, kept.Wifi), flashError);
            Answer(ConnectionSchema.Dps, desired, version, dpsError, DpsIdentity.AreEqual(wanted.Dps, kept.Dps), flashError);
            for (var i = 0; i < ConnectionSchema.SectionCount; i++) _isTouched[i] = false;
        }

        /// <summary>Writes what is in effect of a section, without its secrets; what was not set by a twin is null.</summary>
        public void WriteValue(StringBuilder into, int section)
        {
            var members = new JsonPaths(into);
            for (var i = ConnectionSchema.FirstOf(section); i < ConnectionSchema.FirstOf(section + 1); i++)
            {
                var key = ConnectionSchema.KeyAt(i);
                if (key.IsSecret) continue;
                members.Begin(key.Name);
                var value = ValueOf(i);
                if (value == null) into.Append("null");
                else JsonText.Append(into, value);
            }

            members.End();
        }

        private void Answer(int section, Hashtable desired, int version, string? error, bool isKept, string? flashError)
        {
            var name = ConnectionSchema.SectionName(section);
            if (desired[name] == null)
            {
                _acknowledgements[section].Withdraw();
                return;
            }

            var reason = error ?? (isKept ? null : flashError);
            var code = reason != null ? Acknowledgement.Refused : isKept ? Acknowledgement.Applied : Acknowledgement.Pending;
            _acknowledgements[section].Answer(code, version, reason);
            if (reason == null) return;
            var refused = new LogText("refused").With("section", name).With("version", version).With("error", reason);
            _log.Write(LogLevel.Warning, "twin", refused.Text);
        }

        private WifiCredentials? WifiOf(Hashtable desired, out string? error, UnknownKeys unknown)
        {
            var texts = TextsOf(ConnectionSchema.Wifi, desired, out error, unknown);
            if (texts == null || error != null) return null;
            if (!_hasWifi) error = "this device has no Wi-Fi to change";
            else if (texts[0] == null) error = "ssid is missing";
            if (error != null) return null;
            var wifi = new WifiCredentials(texts[0]!, texts[1] ?? "");
            if (WifiCredentials.AreEqual(wifi, _trials.Kept.Wifi) || _isTouched[ConnectionSchema.Wifi]) return wifi;
            error = ReasonOf(_trials.FailureOf(wifi));
            return wifi;
        }

        private DpsIdentity? DpsOf(Hashtable desired, out string? error, UnknownKeys unknown)
        {
            var texts = TextsOf(ConnectionSchema.Dps, desired, out error, unknown);
            if (texts == null || error != null) return null;
            var deployed = _trials.Deployed;
            if (deployed == null)
            {
                error = "this device does not register";
                return null;
            }

            var dps = new DpsIdentity(
                texts[0] ?? deployed.Endpoint, texts[1] ?? deployed.IdScope, texts[2] ?? deployed.RegistrationId, texts[3] ?? deployed.Key);
            if (DpsIdentity.AreEqual(dps, _trials.Kept.Dps ?? deployed) || _isTouched[ConnectionSchema.Dps]) return dps;
            error = ReasonOf(_trials.FailureOf(dps));
            return dps;
        }

        private static string? ReasonOf(TrialFailure failure) =>
            failure == TrialFailure.None ? null : "rolled back: " + TrialFailures.TextOf(failure);

        // The section's texts in the order of its keys, null for what it lacks; null if it is not desired.
        private static string?[]? TextsOf(int section, Hashtable desired, out string? error, UnknownKeys unknown)
        {
            error = null;
            var name = ConnectionSchema.SectionName(section);
            var value = desired[name];
            if (value == null) return null;
            if (!(value is Hashtable members))
            {
                error = name + " must be an object";
                return null;
            }

            var first = ConnectionSchema.FirstOf(section);
            var texts = new string?[ConnectionSchema.FirstOf(section + 1) - first];
            for (var i = 0; i < texts.Length; i++)
                texts[i] = TextOf(ConnectionSchema.KeyAt(first + i), members, ref error);
            NoteUnknown(section, members, unknown);
            return texts;
        }

        // An empty text is as good as none: a twin cannot hold a null.
        private static string? TextOf(TextKey key, Hashtable members, ref string? error)
        {
            var value = members[key.Name];
            if (value == null) return null;
            if (value is string empty && empty.Length == 0) return null;
            if (value is string text && key.IsValid(text)) return text;
            error = error ?? key.Name + " must be " + key.Range;
            return null;
        }

        private static void NoteUnknown(int section, Hashtable members, UnknownKeys unknown)
        {
            var names = members.Keys.GetEnumerator();
            while (names.MoveNext())
                if (names.Current is string name && !IsKey(section, name))
                    unknown.Note(ConnectionSchema.SectionName(section) + "." + name, isThere: members[name] != null);
        }

        private static bool IsKey(int section, string name)
        {
            for (var i = ConnectionSchema.FirstOf(section); i < ConnectionSchema.FirstOf(section + 1); i++)
                if (ConnectionSchema.KeyAt(i).Name == name) return true;
            return false;
        }

        private string? ValueOf(int key)
        {
            var dps = _trials.Kept.Dps ?? _trials.Deployed;
            switch (key)
            {
                case 0: return _trials.Kept.Wifi?.Ssid;
                case 2: return dps?.Endpoint;
                case 3: return dps?.IdScope;
                default: return dps?.RegistrationId;
            }
        }
    }
}
