using System.Text;
using Firmware.Core.Telemetry;

namespace Firmware.Core.Configuration
{
    /// <summary>A number, kept as a scaled integer. Immutable.</summary>
    public sealed class NumberKey : TwinKey
    {
        private readonly int _scale;
        private readonly int _min;
        private readonly int _max;

        /// <summary>Defines a number.</summary>
        /// <param name="id">See <see cref="TwinKey.Id"/>.</param>
        /// <param name="name">See <see cref="TwinKey.Name"/>.</param>
        /// <param name="unit">See <see cref="TwinKey.Unit"/>.</param>
        /// <param name="scale">How many kept units make one of the twin: a power of ten.</param>
        /// <param name="min">The smallest value, in kept units.</param>
        /// <param name="max">The largest value, in kept units.</param>
        public NumberKey(int id, string name, string unit, int scale, int min, int max)
            : base(id, name, unit)
        {
            _scale = scale;
            _min = min;
            _max = max;
        }

        /// <summary>Whether 0 is a value although it is out of the range: it switches off.</summary>
        public bool IsZeroOff { get; init; }

        /// <summary>Whether the value may be absent, which is then kept as <see cref="ChannelSettings.AlarmOff"/>.</summary>
        public bool IsOptional { get; init; }

        /// <inheritdoc/>
        public override string Range
        {
            get
            {
                var text = new StringBuilder(32);
                if (IsZeroOff) text.Append("0 or ");
                text.Append('[');
                Decimals.AppendScaled(text, _min, _scale);
                text.Append(", ");
                Decimals.AppendScaled(text, _max, _scale);
                text.Append(']');
                if (IsOptional) text.Append(" or absent");
                return text.ToString();
            }
        }

        /// <inheritdoc/>
        public override bool TryRead(object value, out int stored) => TwinNumber.TryScale(value, _scale, out stored) && IsNumber(stored);

        /// <inheritdoc/>
        public override bool IsValid(int stored) => IsNumber(stored) || IsOptional && stored == ChannelSettings.AlarmOff;

        /// <inheritdoc/>
        public override void Append(StringBuilder into, int stored)
        {
            if (IsOptional && stored == ChannelSettings.AlarmOff) into.Append("null");
            else Decimals.AppendScaled(into, stored, _scale);
        }

        private bool IsNumber(int stored) => stored >= _min && stored <= _max || IsZeroOff && stored == 0;
    }
}
