using System.Collections;

namespace Firmware.Core.Ports
{
    /// <summary>
    /// The device twin, over the hub's connection. Used by the uplink thread only; the hub's callbacks do no more than queue what
    /// <see cref="TakePatch"/> hands out, because on the board they run on the thread that must deliver the acknowledgements.
    /// Documents are tables by name of texts, bools, ints, longs, doubles, lists, and tables again; a JSON null is a null.
    /// </summary>
    public interface ITwin
    {
        /// <summary>Reads all desired properties, "$version" among them. Blocks for a bounded time.</summary>
        /// <returns>The properties, or null when there was no answer this time.</returns>
        Hashtable? ReadDesired();

        /// <summary>Changes the reported properties. Blocks for a bounded time.</summary>
        /// <param name="patch">A JSON object: what is null is deleted, what is not there stays.</param>
        /// <returns>True when the hub has it. False means unknown: a repetition does no harm.</returns>
        bool TryReport(string patch);

        /// <summary>Takes the next change of the desired properties that the hub has sent over this connection.</summary>
        /// <returns>The change, with "$version"; null when there is none. Changes may be missing, never out of order.</returns>
        Hashtable? TakePatch();
    }
}
