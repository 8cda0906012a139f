using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Host.Http;

/// <summary>The gateway's limits in Kestrel's terms.</summary>
internal static class HttpLimits
{
    /// <summary>Sets what HTTPS requests may take.</summary>
    public static void Apply(GatewayLimits limits, KestrelServerLimits kestrel)
    {
        kestrel.MaxRequestBodySize = limits.HttpBodyBytesMax;
        kestrel.RequestHeadersTimeout = limits.HandshakeTimeout;
    }
}
