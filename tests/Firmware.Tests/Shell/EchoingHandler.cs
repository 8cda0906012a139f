using System.Collections;
using Firmware.Core.Ports;

namespace Firmware.Tests.Shell;

/// <summary>Answers with what it was asked.</summary>
internal sealed class EchoingHandler : IRequestHandler
{
    public string Received { get; private set; } = "";

    public MethodAnswer Invoke(string method, string payload) => new(200, method + payload);

    public void Receive(Hashtable properties, string body) => Received = $"{properties["$.mid"]} {properties["method"]} {body}";
}
