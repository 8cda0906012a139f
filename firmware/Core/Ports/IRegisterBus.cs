namespace Firmware.Core.Ports
{
    /// <summary>
    /// The registers of one chip on a bus, as the BME280's datasheet speaks of them (BST-BME280-DS002, section 6.2).
    /// Used by one thread at a time.
    /// </summary>
    public interface IRegisterBus
    {
        /// <summary>Reads <paramref name="count"/> bytes in one burst, from <paramref name="register"/> upwards.</summary>
        /// <param name="register">The address of the first register.</param>
        /// <param name="into">Receives the bytes from index 0; at least <paramref name="count"/> long. Undefined on failure.</param>
        /// <param name="count">How many bytes, at least 1.</param>
        /// <returns>True if the chip acknowledged and every byte was transferred.</returns>
        bool TryRead(byte register, byte[] into, int count);

        /// <summary>Writes one register.</summary>
        /// <param name="register">The address of the register.</param>
        /// <param name="value">The byte to write.</param>
        /// <returns>True if the chip acknowledged the whole transfer.</returns>
        bool TryWrite(byte register, byte value);
    }
}
