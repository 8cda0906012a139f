using System.Text;

namespace Firmware.Core.Configuration
{
    /// <summary>Yes or no, kept as 1 or 0. Immutable.</summary>
    public sealed class FlagKey : TwinKey
    {
        /// <summary>Defines a flag.</summary>
        public FlagKey(int id, string name)
            : base(id, name, "")
        {
        }

        /// <inheritdoc/>
        public override string Range => "true or false";

        /// <inheritdoc/>
        public override bool TryRead(object value, out int stored)
        {
            stored = value is bool isSet && isSet ? 1 : 0;
            return value is bool;
        }

        /// <inheritdoc/>
        public override bool IsValid(int stored) => stored == 0 || stored == 1;

        /// <inheritdoc/>
        public override void Append(StringBuilder into, int stored) => into.Append(stored != 0 ? "true" : "false");
    }
}
