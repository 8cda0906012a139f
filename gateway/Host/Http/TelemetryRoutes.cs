using Gateway.Core.IotHub;
using Gateway.Core.Service;
using Gateway.Core.Sessions;
using Gateway.Host.Connections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Host.Http;

/// <summary>Telemetry over HTTPS: POST /devices/{id}[/modules/{module}]/messages/events. The sender proves itself as in CONNECT.</summary>
/// <remarks>Source: Microsoft, "IoT Hub REST, Device - Send Device Event".</remarks>
internal static class TelemetryRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes, HttpScope scope)
    {
        var requests = new DeviceEventRequests(scope.Hub);
        foreach (var path in new[] { "/devices/{id}/messages/events", "/devices/{id}/modules/{module}/messages/events" })
            routes.MapPost(path, ServiceEndpoint.Create(scope, AdmitAsync, (http, device) => SendAsync(http, device, requests)));

        ValueTask<AdmissionResult> AdmitAsync(HttpContext http)
        {
            var name = http.Identity();
            var user = new HubUserName(http.Request.Host.Host, name.DeviceId, name.ModuleId, ModelId: null, ClientType: null);
            var shown = http.Features.Get<PeerCertificates>();
            var token = http.Request.Headers.Authorization is { Count: > 0 } values ? values.ToString() : null;
            var credentials = new ConnectCredentials(user.ClientId, UserName: null, token, shown?.Own, shown?.Intermediates);
            return scope.Admission.AdmitDeviceAsync(credentials, user, scope.SystemClock.GetUtcNow(), http.RequestAborted);
        }
    }

    private static async Task<ServiceAnswer> SendAsync(HttpContext http, AdmissionResult.Device device, DeviceEventRequests requests)
    {
        var body = await http.BodyAsync();
        if (http.Request.ContentType?.StartsWith(HttpTelemetry.BatchContentType, StringComparison.OrdinalIgnoreCase) != true)
        {
            var headers = http.Request.Headers.Select(header => new KeyValuePair<string, string>(header.Key, header.Value.ToString()));
            return await requests.SendAsync(device.Identity, [HttpTelemetry.One(headers, body)], http.RequestAborted);
        }

        return HttpTelemetry.Batch(body, out var fault) is { } batch
            ? await requests.SendAsync(device.Identity, batch, http.RequestAborted)
            : new ServiceAnswer.Refused(ServiceError.ArgumentInvalid, fault!);
    }
}
