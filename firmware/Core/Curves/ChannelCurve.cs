namespace Firmware.Core.Curves
{
    /// <summary>One channel's curves inside a message. A curve ends where a sample is missing. Used by one thread.</summary>
    internal sealed class ChannelCurve
    {
        private readonly int _channel;
        private readonly SwingFilter _filter;
        private readonly KnotWriter _knots;

        public ChannelCurve(int channel, int epsilon, KnotWriter knots)
        {
            _channel = channel;
            _filter = new SwingFilter(epsilon);
            _knots = knots;
        }

        public int Epsilon => _filter.Epsilon;

        /// <summary>Whether the sample before was there.</summary>
        public bool IsOpen { get; private set; }

        public void Add(int index, int value)
        {
            if (!IsOpen)
            {
                Begin(index, value);
                return;
            }

            var fromIndex = _filter.KnotIndex;
            var fromValue = _filter.KnotValue;
            if (_filter.Add(index, value)) WriteKnot(fromIndex, fromValue);
        }

        /// <summary>Ends the curve, where there is one.</summary>
        public void End()
        {
            if (!IsOpen) return;
            IsOpen = false;
            _knots.End();
            var fromIndex = _filter.KnotIndex;
            var fromValue = _filter.KnotValue;
            if (_filter.End()) WriteKnot(fromIndex, fromValue);
        }

        private void Begin(int index, int value)
        {
            IsOpen = true;
            _filter.Begin(index, value);
            _knots.Begin(_channel, index, value);
        }

        private void WriteKnot(int fromIndex, int fromValue) =>
            _knots.Continue(_channel, _filter.KnotIndex - fromIndex, (long)_filter.KnotValue - fromValue);
    }
}
