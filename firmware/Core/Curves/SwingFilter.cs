namespace Firmware.Core.Curves
{
    /// <summary>
    /// Follows one channel with a connected piecewise-linear curve that stays within epsilon of every sample: the swing filter of
    /// Elmeleegy, Elmagarmid, Cecchet, Aref and Zwaenepoel, "Online Piece-wise Linear Approximation of Numerical Streams with
    /// Precision Guarantees", VLDB 2009, section 3, in integers. Used by one thread.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Knots have integer indices and values. Between two knots (n0, v0) and (n1, v1) the curve's value at n is, by definition,
    /// floor((v1 - v0) * (n - n0) / (n1 - n0) + 1/2) + v0: exact arithmetic, halves towards plus infinity. So a sample s at
    /// distance k from the first knot allows exactly the slopes [(s - e - v0 - 1/2) / k, (s + e - v0 + 1/2) / k), and a line
    /// whose slope lies in all of these is within e of all its samples after rounding.
    /// </para>
    /// <para>
    /// The filter keeps the intersection of these ranges, and takes a sample into the line only if the line can still end at this
    /// sample in an integer value. Otherwise the line ends at the sample before, where that was so, and the next one begins there.
    /// Memory and time for each sample are constant. With an epsilon of 0 every sample is restored exactly.
    /// </para>
    /// </remarks>
    public sealed class SwingFilter
    {
        /// <summary>The largest epsilon; with it, no intermediate result leaves 64 bits.</summary>
        public const int EpsilonMax = 1_000_000;

        /// <summary>The largest index.</summary>
        public const int IndexMax = 65_535;

        // Twice the slopes that are left, as fractions: from _low / _lowSpan (inclusive) to _high / _highSpan (exclusive).
        private long _low;
        private int _lowSpan;
        private long _high;
        private int _highSpan;

        // Where the line would end if it ended at the last sample: any value in [_endMin, _endMax].
        private int _lastIndex;
        private long _endMin;
        private long _endMax;

        /// <summary>Makes a filter that follows nothing yet.</summary>
        /// <param name="epsilon">The bound, in the unit of the samples, in the range [0, <see cref="EpsilonMax"/>].</param>
        public SwingFilter(int epsilon)
        {
            Epsilon = epsilon;
        }

        /// <summary>The bound, in the unit of the samples.</summary>
        public int Epsilon { get; }

        /// <summary>The index of the knot at which the present line begins.</summary>
        public int KnotIndex { get; private set; }

        /// <summary>The value of the knot at which the present line begins.</summary>
        public int KnotValue { get; private set; }

        /// <summary>Begins a curve with its first sample, which is its first knot.</summary>
        /// <param name="index">The sample's index, in the range [0, <see cref="IndexMax"/>].</param>
        /// <param name="value">The sample; any.</param>
        public void Begin(int index, int value)
        {
            KnotIndex = index;
            KnotValue = value;
            _lastIndex = index;
        }

        /// <summary>Follows the next sample.</summary>
        /// <param name="index">The sample's index, above that of the sample before.</param>
        /// <param name="value">The sample; any.</param>
        /// <returns>True when a line ended: <see cref="KnotIndex"/> and <see cref="KnotValue"/> tell the new knot.</returns>
        public bool Add(int index, int value)
        {
            if (_lastIndex == KnotIndex) Open(index, value);
            else if (!TryNarrow(index, value)) return EndLine(index, value);
            return false;
        }

        /// <summary>Ends the curve at its last sample.</summary>
        /// <returns>
        /// True when that makes a last knot, told by <see cref="KnotIndex"/> and <see cref="KnotValue"/>; false when the first sample
        /// was the only one.
        /// </returns>
        public bool End()
        {
            if (_lastIndex == KnotIndex) return false;
            PlaceKnot(_endMin + (_endMax - _endMin) / 2);
            return true;
        }

        // As near as possible to the sample that broke the line: on noise it saves up to half the knots against the middle, and on
        // a zigzag of epsilon around a level nearly all.
        private bool EndLine(int index, int value)
        {
            PlaceKnot(value < _endMin ? _endMin : value > _endMax ? _endMax : value);
            Open(index, value);
            return true;
        }

        private void PlaceKnot(long value)
        {
            KnotIndex = _lastIndex;
            KnotValue = (int)value;
        }

        // A line to the first sample after a knot can always end there: in the sample itself, if nowhere else.
        private void Open(int index, int value)
        {
            _lowSpan = index - KnotIndex;
            _highSpan = _lowSpan;
            _low = Lowest(value);
            _high = Highest(value);
            TryEndAt(index);
        }

        private bool TryNarrow(int index, int value)
        {
            var span = index - KnotIndex;
            var low = Lowest(value);
            var high = Highest(value);
            if (low * _lowSpan > _low * span)
            {
                _low = low;
                _lowSpan = span;
            }

            if (high * _highSpan < _high * span)
            {
                _high = high;
                _highSpan = span;
            }

            return TryEndAt(index);
        }

        // Empty slopes leave no end either: if the lowest is not below the highest, nor are their values at any index.
        private bool TryEndAt(int index)
        {
            long span = index - KnotIndex;
            var min = KnotValue + CeilingOfRatio(_low * span, 2 * _lowSpan);
            var max = KnotValue + CeilingOfRatio(_high * span, 2 * _highSpan) - 1;
            if (min < int.MinValue) min = int.MinValue;
            if (max > int.MaxValue) max = int.MaxValue;
            if (min > max) return false;
            _lastIndex = index;
            _endMin = min;
            _endMax = max;
            return true;
        }

        private long Lowest(int value) => 2 * ((long)value - Epsilon - KnotValue) - 1;

        private long Highest(int value) => 2 * ((long)value + Epsilon - KnotValue) + 1;

        private static long CeilingOfRatio(long numerator, int denominator)
        {
            var quotient = numerator / denominator; // towards zero
            return quotient * denominator < numerator ? quotient + 1 : quotient;
        }
    }
}
