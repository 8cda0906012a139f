using System.Collections;

namespace Firmware.Core.Configuration
{
    /// <summary>
    /// Reads one section of desired properties into values. Never repeats a value: it may be a secret in the wrong place. Used by one
    /// thread.
    /// </summary>
    internal sealed class SectionReader
    {
        private readonly int _section;
        private readonly TwinValues _into;
        private readonly UnknownKeys _unknown;

        public SectionReader(int section, TwinValues into, UnknownKeys unknown)
        {
            _section = section;
            _into = into;
            _unknown = unknown;
        }

        /// <summary>Takes what the section has; a null goes back to the device's own value. What it lacks stays as it is.</summary>
        /// <returns>What is wrong and what would be right, or null. The values are then half read: throw them away.</returns>
        public string? Read(object section) =>
            section is Hashtable members ? Read(members, "") : Name + " must be an object";

        /// <summary>Goes back to the device's own values.</summary>
        public void Reset() => Reset("");

        private string? Read(Hashtable members, string prefix)
        {
            string? error = null;
            var names = members.Keys.GetEnumerator();
            while (names.MoveNext())
                if (names.Current is string name) error = error ?? Take(prefix + name, members[name]);
            return error;
        }

        private string? Take(string name, object? value)
        {
            for (var i = First; i < End; i++)
            {
                var key = TwinSchema.KeyAt(i);
                if (key.Name == name) return Set(i, key, value);
                if (StartsWith(key.Name, name + ".")) return TakeGroup(name, value);
            }

            _unknown.Note(Name + "." + name, isThere: value != null);
            return null;
        }

        private string? Set(int at, TwinKey key, object? value)
        {
            if (value == null)
            {
                _into.Reset(at);
                return null;
            }

            if (!key.TryRead(value, out var stored)) return key.Name + " must be " + Expected(key);
            _into.Set(at, stored);
            return null;
        }

        private string? TakeGroup(string name, object? value)
        {
            if (value is Hashtable members) return Read(members, name + ".");
            if (value != null) return name + " must be an object";
            Reset(name + ".");
            return null;
        }

        private void Reset(string prefix)
        {
            for (var i = First; i < End; i++)
                if (StartsWith(TwinSchema.KeyAt(i).Name, prefix)) _into.Reset(i);
        }

        private string Name => TwinSchema.SectionName(_section);

        private int First => TwinSchema.FirstOf(_section);

        private int End => TwinSchema.FirstOf(_section + 1);

        private static string Expected(TwinKey key) => key.Unit.Length == 0 ? key.Range : key.Range + " " + key.Unit;

        private static bool StartsWith(string text, string prefix) =>
            text.Length >= prefix.Length && text.Substring(0, prefix.Length) == prefix;
    }
}
