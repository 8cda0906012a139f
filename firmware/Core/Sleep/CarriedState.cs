using Firmware.Core.Persistence;

namespace Firmware.Core.Sleep
{
    /// <summary>
    /// The memory of objects on its way through flash, to the same objects of the next wake. Each object names its fields once, in one
    /// order, and that either writes or reads them: the two cannot differ. Used by one thread, once.
    /// </summary>
    internal sealed class CarriedState
    {
        /// <summary>The most bytes: three channels with the longest windows and all alarms take 590.</summary>
        public const int BytesMax = 640;

        private readonly bool _isReading;

        /// <summary>Makes a state that is written.</summary>
        public CarriedState()
        {
            Bytes = new byte[BytesMax];
        }

        /// <summary>Makes a state that is read.</summary>
        /// <param name="bytes">What was written, by the same objects with the same settings.</param>
        public CarriedState(byte[] bytes)
        {
            Bytes = bytes;
            _isReading = true;
        }

        /// <summary>What has been written, from index 0.</summary>
        public byte[] Bytes { get; }

        /// <summary>How many bytes have been written or read.</summary>
        public int Length { get; private set; }

        /// <summary>Writes a field, or reads it.</summary>
        /// <returns>What the field is from now on.</returns>
        public int Carry(int field)
        {
            if (_isReading) field = LittleEndian.ReadInt32(Bytes, Length);
            else LittleEndian.WriteInt32(Bytes, Length, field);
            Length += 4;
            return field;
        }

        /// <summary>Writes a field, or reads it.</summary>
        /// <returns>What the field is from now on.</returns>
        public long Carry(long field)
        {
            if (_isReading) field = LittleEndian.ReadInt64(Bytes, Length);
            else LittleEndian.WriteInt64(Bytes, Length, field);
            Length += 8;
            return field;
        }

        /// <summary>Writes a field, or reads it.</summary>
        /// <returns>What the field is from now on.</returns>
        public bool Carry(bool field)
        {
            if (_isReading) field = Bytes[Length] != 0;
            else Bytes[Length] = field ? (byte)1 : (byte)0;
            Length++;
            return field;
        }
    }
}
