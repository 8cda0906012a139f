using System.Text;
using Firmware.Core.Ports;
using Firmware.VirtualDevice.Board;
using Firmware.VirtualDevice.Dps;
using Firmware.VirtualDevice.Hub;
using Gateway.Mqtt;

namespace Firmware.Tests.VirtualDevice;

public sealed class DpsProvisioningTest : IAsyncDisposable
{
    private const string Assigned =
        """{"operationId":"5.x","status":"assigned","registrationState":{"assignedHub":"hub.example:8884","deviceId":"kitchen"}}""";

    private readonly HubEmulator _service = new();
    private readonly StringWriter _log = new();

    public async ValueTask DisposeAsync() => await _service.DisposeAsync();

    private Task<HubAssignment?> RegisterAsync(bool trusted = true, CancellationToken stop = default)
    {
        var log = new TextLog(_log, LogLevel.Warning, "kitchen", TimeProvider.System);
        var provisioning = new DpsProvisioning(
            new DpsIdentity("localhost", "0ne00AAAAAA", "kitchen", Convert.ToBase64String(new byte[32])), _service.Port,
            new HubTrust(trusted ? [_service.Certificate] : []), new BoundedCall(stop), log);
        return Task.Factory.StartNew(() => provisioning.Register(), default, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
    }

    private void AnswerWith(params string[] answers)
    {
        var next = new Queue<string>(answers);
        _service.OnPublish = (topic, _) =>
        {
            var parts = next.Dequeue().Split(' ', 2);
            var requestId = topic.Split("$rid=")[1].Split('&')[0];
            return [($"$dps/registrations/res/{string.Format(parts[0], requestId)}", parts[1])];
        };
    }

    [Fact]
    public async Task A_registration_is_asked_for_polled_and_assigned()
    {
        AnswerWith(
            """202/?$rid={0}&retry-after=0 {"operationId":"5.a b","status":"assigning"}""",
            """202/?$rid={0}&retry-after=0 {"operationId":"5.a b","status":"assigning"}""",
            "200/?$rid={0} " + Assigned);
        var assignment = await RegisterAsync();
        Assert.Equal(("hub.example:8884", "kitchen"), (assignment!.Hub, assignment.DeviceId));
        Assert.Equal(
            [
                ("$dps/registrations/PUT/iotdps-register/?$rid=1", """{"registrationId":"kitchen"}"""),
                ("$dps/registrations/GET/iotdps-get-operationstatus/?$rid=2&operationId=5.a%20b", " "),
                ("$dps/registrations/GET/iotdps-get-operationstatus/?$rid=3&operationId=5.a%20b", " "),
            ],
            _service.Published);
        Assert.Equal("", _log.ToString());
    }

    [Fact]
    public async Task It_introduces_itself_as_DPS_wants_it()
    {
        AnswerWith("200/?$rid={0} " + Assigned);
        await RegisterAsync();
        var connect = Assert.Single(_service.Connects);
        Assert.Equal("kitchen", connect.ClientId);
        Assert.StartsWith(
            "0ne00AAAAAA/registrations/kitchen/api-version=2019-03-31&ClientVersion=", connect.UserName, StringComparison.Ordinal);
        var password = Encoding.UTF8.GetString(connect.Password!.Value.Span);
        Assert.StartsWith("SharedAccessSignature sr=0ne00AAAAAA%2Fregistrations%2Fkitchen&sig=", password, StringComparison.Ordinal);
        Assert.EndsWith("&skn=registration", password, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("429/?$rid={0}&retry-after=0 ")]
    [InlineData("500/?$rid={0}&retry-after=0 {\"errorCode\":500000}")]
    public async Task A_busy_service_is_asked_again(string busy)
    {
        AnswerWith(busy, "200/?$rid={0} " + Assigned);
        Assert.NotNull(await RegisterAsync());
        Assert.Equal(2, _service.Published.Count);
        Assert.All(_service.Published, asked => Assert.Contains("iotdps-register", asked.Topic, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("401/?$rid={0} {\"errorCode\":401002,\"message\":\"Unauthorized\"}", "status=401 code=401002 error=Unauthorized")]
    [InlineData("200/?$rid={0} {\"operationId\":\"5.x\",\"status\":\"disabled\"}", "registration status=disabled")]
    [InlineData(
        "200/?$rid={0} {\"status\":\"failed\",\"registrationState\":{\"errorCode\":400209,\"errorMessage\":\"no hub\"}}",
        "code=400209 error=no hub")]
    [InlineData("200/?$rid={0} {\"status\":\"assigned\"}", "registration status=assigned")]
    [InlineData("200/?$rid={0} []", "registration status=")]
    [InlineData("202/?$rid={0}&retry-after=0 {\"status\":\"assigning\"}", "registration status=assigning")]
    [InlineData("200/?$rid={0} ", "a body that is no JSON")]
    [InlineData("200/?$rid={0} {", "a body that is no JSON")]
    public async Task A_refusal_is_no_assignment_and_explained(string answer, string explained)
    {
        AnswerWith(answer);
        Assert.Null(await RegisterAsync());
        Assert.Contains(explained, _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_to_others_are_passed_over()
    {
        _service.OnPublish = (_, _) =>
        [
            ("$dps/registrations/res/401/?$rid=77", "{}"),
            ("$dps/registrations/res/", "{}"),
            ("$dps/registrations/res/200/?$rid=1", Assigned),
        ];
        Assert.NotNull(await RegisterAsync());
    }

    [Fact]
    public async Task A_refused_connection_is_explained()
    {
        _service.OnConnect = _ => MqttConnectReturnCode.NotAuthorized;
        Assert.Null(await RegisterAsync());
        Assert.Contains("refused", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_trusted_learns_nothing()
    {
        Assert.Null(await RegisterAsync(trusted: false));
        Assert.Empty(_service.Connects);
        Assert.Contains("not registered", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_ends_the_wait_for_an_answer()
    {
        using var stop = new CancellationTokenSource();
        _service.OnPublish = (_, _) =>
        {
            stop.Cancel();
            return [];
        };
        Assert.Null(await RegisterAsync(stop: stop.Token));
        Assert.Contains("the device stops", _log.ToString(), StringComparison.Ordinal);
    }
}
