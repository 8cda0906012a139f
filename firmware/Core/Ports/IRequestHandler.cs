using System.Collections;

namespace Firmware.Core.Ports
{
    /// <summary>
    /// Who answers what the hub asks. Never blocks and never throws, so it may be called on the thread that receives. Thread-safe.
    /// </summary>
    public interface IRequestHandler
    {
        /// <summary>Calls a direct method.</summary>
        /// <param name="method">Its name; case matters.</param>
        /// <param name="payload">JSON, or empty.</param>
        /// <returns>The answer, to be sent at once; what takes longer is done afterwards.</returns>
        MethodAnswer Invoke(string method, string payload);

        /// <summary>Takes a cloud-to-device message. It counts as completed when this returns.</summary>
        /// <param name="properties">Texts by name: the application's properties, and the system's with a dollar sign, as "$.mid".</param>
        /// <param name="body">Its content.</param>
        void Receive(Hashtable properties, string body);
    }
}
