using System.Text;

namespace Firmware.Core.Configuration
{
    /// <summary>
    /// One desired property that a device understands: its name, its range, and how its value is read and written. Immutable.
    /// </summary>
    public abstract class TwinKey
    {
        /// <summary>Names a key.</summary>
        protected TwinKey(int id, string name, string unit)
        {
            Id = id;
            Name = name;
            Unit = unit;
        }

        /// <summary>The key's number in flash, in the range [1, 255]; never given to another key.</summary>
        public int Id { get; }

        /// <summary>Its name within the section; a dot stands for an object within it.</summary>
        public string Name { get; }

        /// <summary>The unit of its value in the twin, or empty.</summary>
        public string Unit { get; }

        /// <summary>What a value must be, in words, for whoever reads the acknowledgement or the documentation.</summary>
        public abstract string Range { get; }

        /// <summary>Reads a value of the twin.</summary>
        /// <param name="value">What the twin holds, never null.</param>
        /// <param name="stored">The value as the device keeps it.</param>
        /// <returns>False if it is not within <see cref="Range"/>.</returns>
        public abstract bool TryRead(object value, out int stored);

        /// <summary>Whether a kept value is within the range.</summary>
        public abstract bool IsValid(int stored);

        /// <summary>Appends a kept value as JSON.</summary>
        public abstract void Append(StringBuilder into, int stored);
    }
}
