using System.Collections;

namespace Firmware.Core.Methods
{
    /// <summary>Results that the cloud is still to be told, one after the other. Thread-safe.</summary>
    internal sealed class CommandResults
    {
        /// <summary>How many wait at most; the oldest goes first.</summary>
        public const int WaitingMax = 8;

        private readonly ArrayList _waiting = new ArrayList();

        /// <summary>The one to tell next, or null.</summary>
        public CommandResult? Next
        {
            get
            {
                lock (_waiting) return _waiting.Count == 0 ? null : (CommandResult)_waiting[0]!;
            }
        }

        public void Add(CommandResult result)
        {
            lock (_waiting)
            {
                if (_waiting.Count == WaitingMax) _waiting.RemoveAt(0);
                _waiting.Add(result);
            }
        }

        /// <summary>Notes that the cloud knows a result.</summary>
        public void Confirm(CommandResult result)
        {
            lock (_waiting)
            {
                if (_waiting.Count > 0 && _waiting[0] == result) _waiting.RemoveAt(0);
            }
        }
    }
}
