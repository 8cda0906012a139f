namespace Firmware.Core.Curves
{
    /// <summary>One channel's curves inside a message. A curve ends where a sample is missing. Used by one thread.</summary>
    internal sealed class ChannelCurve
    {
        private readonly int _channel;
        private readonly SwingFilter _filter;
        private readonly KnotWriter _knots;
        private int _lastIndex;
        private int _lastValue;

        public ChannelCurve(int channel, int epsilon, KnotWriter knots)
        {
            _channel = channel;
            Epsilon = epsilon;
            _filter = new SwingFilter(epsilon);
            _knots = knots;
        }

        public int Epsilon { get; }

        /// <summary>Whether the sample before was there.</summary>
        public bool IsOpen { get; private set; }

        public void Add(int index, int value)
        {
            if (!IsOpen) Begin(index, value);
            else if (_filter.Add(index, value)) WriteKnot();
        }

        /// <summary>Ends the curve, where there is one.</summary>
        public void End()
        {
            if (!IsOpen) return;
            IsOpen = false;
            _knots.End();
            if (_filter.End()) WriteKnot();
        }

        private void Begin(int index, int value)
        {
            IsOpen = true;
            _filter.Begin(index, value);
            _knots.Begin(_channel, index, value);
            _lastIndex = index;
            _lastValue = value;
        }

        private void WriteKnot()
        {
            _knots.Continue(_channel, _filter.KnotIndex - _lastIndex, (long)_filter.KnotValue - _lastValue);
            _lastIndex = _filter.KnotIndex;
            _lastValue = _filter.KnotValue;
        }
    }
}
