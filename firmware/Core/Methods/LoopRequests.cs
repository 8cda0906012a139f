namespace Firmware.Core.Methods
{
    /// <summary>
    /// What methods have asked the two loops to do, because the thread that answers must not wait. Asking twice is asking once.
    /// Thread-safe.
    /// </summary>
    internal sealed class LoopRequests
    {
        /// <summary>The least time between two readings that are asked for, in ms.</summary>
        public const int ReadingEveryMs = 1_000;

        /// <summary>The least time between two tests of the flash, in ms: each costs a write.</summary>
        public const int FlashTestEveryMs = 60_000;

        private readonly object _gate = new object();
        private bool _isReadingAsked;
        private long _readingMs = -ReadingEveryMs;
        private bool _isClearAsked;
        private bool _isFlashTestAsked;
        private long _flashTestMs = -FlashTestEveryMs;
        private FlashTest _flashTest;

        /// <summary>What the last test of the flash found.</summary>
        public FlashTest FlashTest
        {
            get
            {
                lock (_gate) return _flashTest;
            }
        }

        public void AskReading()
        {
            lock (_gate) _isReadingAsked = true;
        }

        public void AskClear()
        {
            lock (_gate) _isClearAsked = true;
        }

        public void AskFlashTest()
        {
            lock (_gate) _isFlashTestAsked = true;
        }

        /// <summary>Whether a reading is wanted now.</summary>
        /// <param name="nowMs">The uptime in ms.</param>
        public bool IsReadingDue(long nowMs)
        {
            lock (_gate) return _isReadingAsked && nowMs - _readingMs >= ReadingEveryMs;
        }

        /// <summary>Notes that the reading which was asked for begins now.</summary>
        public void TakeReading(long nowMs)
        {
            lock (_gate)
            {
                _isReadingAsked = false;
                _readingMs = nowMs;
            }
        }

        public bool TakeClear()
        {
            lock (_gate)
            {
                var isAsked = _isClearAsked;
                _isClearAsked = false;
                return isAsked;
            }
        }

        /// <summary>Whether the flash is to be tested now; one that comes too soon after another is left out.</summary>
        public bool TakeFlashTest(long nowMs)
        {
            lock (_gate)
            {
                var isDue = _isFlashTestAsked && nowMs - _flashTestMs >= FlashTestEveryMs;
                _isFlashTestAsked = false;
                if (isDue) _flashTestMs = nowMs;
                return isDue;
            }
        }

        public void NoteFlashTest(bool isPassed)
        {
            lock (_gate) _flashTest = isPassed ? FlashTest.Passed : FlashTest.Failed;
        }
    }
}
