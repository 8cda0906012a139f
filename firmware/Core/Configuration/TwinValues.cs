namespace Firmware.Core.Configuration
{
    /// <summary>
    /// The value of every key of a <see cref="TwinSchema"/>, and whether the twin set it or it is the device's own. Used by one thread
    /// at a time.
    /// </summary>
    public sealed class TwinValues
    {
        private readonly int[] _values;
        private readonly int[] _defaults;
        private readonly bool[] _isSet;

        /// <summary>Takes the device's own values; none is set yet.</summary>
        /// <param name="defaults">One for each key, in the order of the schema; not copied and not changed.</param>
        public TwinValues(int[] defaults)
            : this(defaults, (int[])defaults.Clone(), new bool[defaults.Length])
        {
        }

        private TwinValues(int[] defaults, int[] values, bool[] isSet)
        {
            _defaults = defaults;
            _values = values;
            _isSet = isSet;
        }

        /// <summary>How many keys there are.</summary>
        public int Count => _values.Length;

        /// <summary>The value in effect.</summary>
        public int Get(int key) => _values[key];

        /// <summary>Whether the twin set it.</summary>
        public bool IsSet(int key) => _isSet[key];

        /// <summary>Sets a value.</summary>
        public void Set(int key, int value)
        {
            _values[key] = value;
            _isSet[key] = true;
        }

        /// <summary>Goes back to the device's own value.</summary>
        public void Reset(int key)
        {
            _values[key] = _defaults[key];
            _isSet[key] = false;
        }

        /// <summary>Makes an independent copy.</summary>
        public TwinValues Copy() => new TwinValues(_defaults, (int[])_values.Clone(), (bool[])_isSet.Clone());

        /// <summary>Whether another one has the same values set.</summary>
        public bool IsSameAs(TwinValues other)
        {
            for (var i = 0; i < Count; i++)
                if (_values[i] != other._values[i] || _isSet[i] != other._isSet[i]) return false;
            return true;
        }
    }
}
