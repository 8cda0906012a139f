using System.Collections;
using Firmware.Core.Ports;

namespace Firmware.Tests.Nano.Fakes
{
    /// <summary>A twin whose desired properties a test sets, and which keeps what was reported.</summary>
    public sealed class FakeTwin : ITwin
    {
        private readonly Queue _patches = new Queue();

        public Hashtable Desired { get; set; } = new Hashtable { ["$version"] = 1 };

        public bool Answers { get; set; } = true;

        public bool Acknowledges { get; set; } = true;

        public int Reads { get; private set; }

        /// <summary>Every patch of the reported properties that was tried, as text.</summary>
        public ArrayList Reports { get; } = new ArrayList();

        public string Last => Reports.Count == 0 ? "" : (string)Reports[Reports.Count - 1]!;

        public void Send(Hashtable patch) => _patches.Enqueue(patch);

        public Hashtable? ReadDesired()
        {
            Reads++;
            return Answers ? Desired : null;
        }

        public bool TryReport(string patch)
        {
            Reports.Add(patch);
            return Acknowledges;
        }

        public Hashtable? TakePatch() => _patches.Count == 0 ? null : (Hashtable)_patches.Dequeue()!;
    }
}
