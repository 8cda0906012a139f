using System.Collections;
using nanoFramework.Azure.Devices.Shared;

namespace Firmware.Esp32
{
    /// <summary>
    /// Changes of the desired properties over one connection that wait for the uplink loop. DeviceClient calls back on the very thread that must deliver
    /// its acknowledgements, so nothing else is done there. Thread-safe.
    /// </summary>
    internal sealed class TwinInbox
    {
        /// <summary>How many changes wait at most. The oldest goes first; Core then misses a version and reads the whole twin.</summary>
        public const int PatchesMax = 8;

        private readonly Queue _patches = new Queue();

        /// <summary>Takes a change in; a handler of DeviceClient.TwinUpdated.</summary>
        public void Put(object sender, TwinUpdateEventArgs e)
        {
            Hashtable patch = TableOf(e.Twin);
            lock (_patches)
            {
                _patches.Enqueue(patch);
                if (_patches.Count > PatchesMax) _patches.Dequeue();
            }
        }

        /// <summary>The next change, or null.</summary>
        public Hashtable? Take()
        {
            lock (_patches) return _patches.Count == 0 ? null : (Hashtable)_patches.Dequeue()!;
        }

        /// <summary>What a collection holds, as Core takes it.</summary>
        public static Hashtable TableOf(TwinCollection collection)
        {
            Hashtable table = new Hashtable();
            IDictionaryEnumerator members = (IDictionaryEnumerator)collection.GetEnumerator();
            while (members.MoveNext()) table[members.Key] = members.Value;
            return table;
        }
    }
}
