namespace Firmware.Core.Ports
{
    /// <summary>
    /// Numbered slots that survive a restart. A write that is cut off may leave its slot torn, never another one;
    /// whoever writes frames the content so that a torn slot is recognised. Used by one thread at a time.
    /// </summary>
    public interface IFlashSlots
    {
        /// <summary>Reads a whole slot.</summary>
        /// <param name="slot">The slot's number, from 0.</param>
        /// <returns>Its content, an array that the caller owns, or null if it was never written or cannot be read.</returns>
        byte[]? Read(int slot);

        /// <summary>Replaces a slot's content.</summary>
        /// <returns>True once the content is durable.</returns>
        bool TryWrite(int slot, byte[] content);
    }
}
