using System.Collections;

namespace Firmware.Core.Configuration
{
    /// <summary>The way to a section in a twin: its name, or that of an object and its own, apart by a dot. Immutable.</summary>
    internal sealed class TwinPath
    {
        private readonly string _group;
        private readonly string _name;

        public TwinPath(string section)
        {
            var dot = section.IndexOf('.');
            _group = dot < 0 ? "" : section.Substring(0, dot);
            _name = section.Substring(dot + 1);
        }

        /// <summary>Whether a document says anything about the section; null is something.</summary>
        public bool IsIn(Hashtable document)
        {
            if (_group.Length == 0) return document.Contains(_name);
            if (!document.Contains(_group)) return false;
            return !(document[_group] is Hashtable members) || members.Contains(_name);
        }

        /// <summary>What a document says about it, or null. A group that is no object stands for each of its sections.</summary>
        public object? Find(Hashtable document)
        {
            if (_group.Length == 0) return document[_name];
            return document[_group] is Hashtable members ? members[_name] : document[_group];
        }

        /// <summary>Whether a name is that of a section.</summary>
        public static bool IsSection(string name)
        {
            for (var i = 0; i < TwinSchema.SectionCount; i++)
                if (TwinSchema.SectionName(i) == name) return true;
            return false;
        }

        /// <summary>Whether a name is that of an object with sections in it.</summary>
        public static bool IsGroup(string name)
        {
            for (var i = 0; i < TwinSchema.SectionCount; i++)
                if (new TwinPath(TwinSchema.SectionName(i))._group == name) return true;
            return false;
        }
    }
}
