using System.Text;

namespace Firmware.Core.Configuration
{
    /// <summary>
    /// One of a few numbers or words, kept as its place in the list: the code that the sensor's registers use. Immutable.
    /// </summary>
    public sealed class ChoiceKey : TwinKey
    {
        private readonly string[] _choices;
        private readonly bool _areWords;
        private readonly int _first;

        /// <summary>Defines a choice.</summary>
        /// <param name="id">See <see cref="TwinKey.Id"/>.</param>
        /// <param name="name">See <see cref="TwinKey.Name"/>.</param>
        /// <param name="areWords">Whether the choices are texts in the twin; otherwise whole numbers.</param>
        /// <param name="choices">The choices, in the order of what is kept for them.</param>
        /// <param name="first">The place of the first one that may be chosen.</param>
        public ChoiceKey(int id, string name, bool areWords, string[] choices, int first)
            : base(id, name, "")
        {
            _areWords = areWords;
            _choices = choices;
            _first = first;
        }

        /// <inheritdoc/>
        public override string Range
        {
            get
            {
                var text = _choices[_first];
                for (var i = _first + 1; i < _choices.Length; i++) text += (i == _choices.Length - 1 ? " or " : ", ") + _choices[i];
                return text;
            }
        }

        /// <inheritdoc/>
        public override bool TryRead(object value, out int stored)
        {
            stored = IndexOf(_areWords ? value as string : NumberText(value));
            return IsValid(stored);
        }

        /// <inheritdoc/>
        public override bool IsValid(int stored) => stored >= _first && stored < _choices.Length;

        /// <inheritdoc/>
        public override void Append(StringBuilder into, int stored)
        {
            if (_areWords) JsonText.Append(into, _choices[stored]);
            else into.Append(_choices[stored]);
        }

        private static string? NumberText(object value) => TwinNumber.TryScale(value, 1, out var number) ? number.ToString() : null;

        private int IndexOf(string? text)
        {
            for (var i = 0; i < _choices.Length; i++)
                if (_choices[i] == text) return i;
            return -1;
        }
    }
}
