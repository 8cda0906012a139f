namespace Gateway.Core.Routing.Configuration;

/// <summary>A routing configuration that cannot be used; the message is one line that names the key and how to mend it.</summary>
public sealed class RoutingConfigurationException : Exception
{
    internal RoutingConfigurationException(string key, string fault, Exception? cause = null)
        : base($"{(key.Length == 0 ? "the file" : key)}: {fault}", cause)
    {
    }
}
