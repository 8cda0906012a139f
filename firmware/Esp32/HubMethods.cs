using Firmware.Core.Ports;
using nanoFramework.Azure.Devices.Client;

namespace Firmware.Esp32
{
    /// <summary>
    /// The direct methods as DeviceClient wants them: it finds a method by the name of the C# method behind the delegate, so these
    /// bear the methods' own names. It answers 200 whatever they return (nanoframework/Home#1176), so a refusal says its status in its
    /// body; to a name that is not among these it answers nothing. Called on the thread that must deliver acknowledgements, where
    /// Core never blocks.
    /// </summary>
    internal sealed class HubMethods
    {
        private readonly IRequestHandler _handler;

        /// <summary>Answers by <paramref name="handler"/>.</summary>
        public HubMethods(IRequestHandler handler) => _handler = handler;

        /// <summary>Serves one connection, before it is opened. M2Mqtt acknowledges a message, which completes it, by itself.</summary>
        public void Serve(DeviceClient client)
        {
            client.AddMethodCallback(reboot);
            client.AddMethodCallback(readNow);
            client.AddMethodCallback(selfTest);
            client.AddMethodCallback(clearOutbox);
            client.AddMethodCallback(getDiagnostics);
            client.CloudToDeviceMessage += Receive;
        }

        private string reboot(int rid, string payload) => _handler.Invoke(nameof(reboot), payload).Body;

        private string readNow(int rid, string payload) => _handler.Invoke(nameof(readNow), payload).Body;

        private string selfTest(int rid, string payload) => _handler.Invoke(nameof(selfTest), payload).Body;

        private string clearOutbox(int rid, string payload) => _handler.Invoke(nameof(clearOutbox), payload).Body;

        private string getDiagnostics(int rid, string payload) => _handler.Invoke(nameof(getDiagnostics), payload).Body;

        private void Receive(object sender, CloudToDeviceMessageEventArgs e) => _handler.Receive(e.Properties, e.Message);
    }
}
