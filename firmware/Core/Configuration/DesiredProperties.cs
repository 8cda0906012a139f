using System.Collections;
using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;

namespace Firmware.Core.Configuration
{
    /// <summary>
    /// What the cloud wants of the device: desired properties, checked section by section, put into effect and kept in flash. A section
    /// with one bad value is refused whole and stays as it was. Used by one thread at a time.
    /// </summary>
    public sealed class DesiredProperties
    {
        private const string VersionKey = "$version";
        private const string Area = "twin";

        private readonly int _maxBytes; // the outbox was made for the device's own longest message
        private readonly SettingsSlots _slots;
        private readonly ILog _log;
        private readonly UnknownKeys _unknown = new UnknownKeys();
        private readonly Acknowledgement[] _acknowledgements;
        private TwinValues _values;
        private int _version;

        /// <summary>Reads from flash what the twin had set before this boot.</summary>
        /// <param name="own">The device's own settings, without error: what is in effect where the twin says nothing.</param>
        /// <param name="slots">Where the values are kept.</param>
        /// <param name="log">Says what was applied, without values.</param>
        public DesiredProperties(DeviceSettings own, SettingsSlots slots, ILog log)
        {
            _maxBytes = own.Telemetry.MaxBytes;
            _slots = slots;
            _log = log;
            Settings = own;
            _values = new TwinValues(TwinMapping.ValuesOf(own));
            _acknowledgements = new Acknowledgement[TwinSchema.SectionCount];
            for (var i = 0; i < _acknowledgements.Length; i++) _acknowledgements[i] = new Acknowledgement();
            var kept = _values.Copy();
            slots.Read(kept);
            Restore(kept);
        }

        /// <summary>The settings in effect; another object after a change.</summary>
        public DeviceSettings Settings { get; private set; }

        /// <summary>Whether the whole twin must be read, because a patch is missing or cannot be judged by itself.</summary>
        public bool IsWholeNeeded { get; private set; } = true;

        /// <summary>Desired properties that this firmware does not know, by name, apart by blanks.</summary>
        public string Unknown => _unknown.ToString();

        /// <summary>How many of the two copies in flash were damaged at boot.</summary>
        public int DamagedCopies => _slots.Damaged;

        /// <summary>What becomes of the sections that say how to connect; null where nobody takes them.</summary>
        internal ConnectionSections? Connection { get; init; }

        internal TwinValues Values => _values;

        /// <summary>Asks for the whole twin: patches sent while there was no connection never come.</summary>
        public void NeedWhole() => IsWholeNeeded = true;

        /// <summary>Takes all desired properties; a section that is not there goes back to the device's own values.</summary>
        /// <param name="desired">Texts, bools, ints, longs, doubles and tables of these, with "$version".</param>
        public void TakeWhole(Hashtable desired)
        {
            if (!TwinNumber.TryScale(desired[VersionKey], 1, out var version)) version = 0;
            _version = version;
            IsWholeNeeded = false;
            _unknown.Clear();
            Take(desired, isWhole: true);
        }

        /// <summary>Takes a change of the desired properties: what is null is gone, what is not there stays.</summary>
        /// <param name="patch">As for <see cref="TakeWhole"/>.</param>
        public void TakePatch(Hashtable patch)
        {
            var isVersioned = TwinNumber.TryScale(patch[VersionKey], 1, out var version);
            if (isVersioned && version <= _version) return;
            var isConnection = Connection != null && Connection.Touch(patch);
            if (IsWholeNeeded) return;
            if (!isVersioned || version != _version + 1 || isConnection || TouchesRefused(patch))
            {
                IsWholeNeeded = true;
                return;
            }

            _version = version;
            Take(patch, isWhole: false);
        }

        internal Acknowledgement AcknowledgementOf(int section) => _acknowledgements[section];

        private string? FindError(DeviceSettings settings) =>
            settings.Telemetry.MaxBytes > _maxBytes
                ? "maxBytes must be at most " + _maxBytes.ToString() + " on this device"
                : settings.FindError();

        // Flash may hold what a newer firmware allowed, or what does not go with the device's own settings any more.
        private void Restore(TwinValues kept)
        {
            var settings = TwinMapping.Merge(Settings, kept);
            var error = FindError(settings);
            if (error != null)
            {
                _log.Write(LogLevel.Error, Area, new LogText("settings in flash do not fit this firmware").With("using", "defaults").With("error", error).Text);
                return;
            }

            _values = kept;
            Settings = settings;
        }

        // After a refusal the twin holds values that the device does not: only the whole section can be judged.
        private bool TouchesRefused(Hashtable patch)
        {
            for (var i = 0; i < TwinSchema.SectionCount; i++)
                if (_acknowledgements[i].Code == Acknowledgement.Refused && PathOf(i).IsIn(patch)) return true;
            return false;
        }

        private static TwinPath PathOf(int section) => new TwinPath(TwinSchema.SectionName(section));

        private void Take(Hashtable desired, bool isWhole)
        {
            var before = _values;
            NoteUnknown(desired);
            for (var i = 0; i < TwinSchema.SectionCount; i++)
            {
                var path = PathOf(i);
                if (isWhole || path.IsIn(desired)) TakeSection(i, path.Find(desired), isWhole);
            }

            if (isWhole) Connection?.Take(desired, _version, _unknown);
            if (_values.IsSameAs(before)) return;
            _slots.TryWrite(_values);
        }

        private void TakeSection(int section, object? desired, bool isWhole)
        {
            var name = TwinSchema.SectionName(section);
            var candidate = _values.Copy();
            var reader = new SectionReader(section, candidate, _unknown);
            if (isWhole || desired == null) reader.Reset();
            var error = desired == null ? null : reader.Read(desired);
            var settings = error == null ? TwinMapping.Merge(Settings, candidate) : Settings;
            error = error ?? FindError(settings);
            if (error == null) Accept(name, candidate, settings);
            else LogRefused(name, error);
            if (desired == null && error == null) _acknowledgements[section].Withdraw();
            else _acknowledgements[section].Answer(error == null ? Acknowledgement.Applied : Acknowledgement.Refused, _version, error);
        }

        private void Accept(string section, TwinValues candidate, DeviceSettings settings)
        {
            if (candidate.IsSameAs(_values)) return;
            _values = candidate;
            Settings = settings;
            _log.Write(LogLevel.Information, Area, new LogText("applied").With("section", section).With("version", _version).Text);
        }

        private void LogRefused(string section, string error)
        {
            var refused = new LogText("refused").With("section", section).With("version", _version).With("error", error);
            _log.Write(LogLevel.Warning, Area, refused.Text);
        }

        private void NoteUnknown(Hashtable desired)
        {
            var names = desired.Keys.GetEnumerator();
            while (names.MoveNext())
                if (names.Current is string name && name != VersionKey) NoteUnknown(name, desired[name]);
        }

        private void NoteUnknown(string name, object? value)
        {
            if (TwinPath.IsSection(name) || Connection != null && ConnectionSchema.IsSection(name)) return;
            if (!TwinPath.IsGroup(name))
            {
                _unknown.Note(name, isThere: value != null);
                return;
            }

            if (!(value is Hashtable members)) return;
            var names = members.Keys.GetEnumerator();
            while (names.MoveNext())
                if (names.Current is string member && !TwinPath.IsSection(name + "." + member))
                    _unknown.Note(name + "." + member, isThere: members[member] != null);
        }
    }
}
