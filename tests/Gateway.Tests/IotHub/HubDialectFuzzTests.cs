using System.Text;
using Gateway.Core.IotHub;
using Gateway.Core.Provisioning;
using Gateway.Tests.Mqtt;

namespace Gateway.Tests.IotHub;

/// <summary>Topics, user names and tokens that were changed at random are read or refused, and never more than that.</summary>
public sealed class HubDialectFuzzTests
{
    /// <summary>What reading one text of at most a few hundred characters may allocate.</summary>
    private const long AllocatedBytesMax = 65_536;

    private const string Letters = "/?&=%$+#;:. \0\tazAZ09-_üж日�";

    private static readonly string[] Seeds =
    [
        "devices/dev1/messages/events/%24.mid=m-1&%24.ct=application%2Fjson&%24.ce=utf-8&level=high%20%26%20low&empty=&%C3%BCn%C3%AF=a%2Fb",
        "devices/dev1/modules/mod1/messages/events/%24.on=out1/",
        "$iothub/twin/GET/?$rid=0a1b",
        "$iothub/twin/PATCH/properties/reported/?$rid=1&$version=9223372036854775807",
        "$iothub/methods/res/-2147483648/?$rid=1f",
        "$dps/registrations/PUT/iotdps-register/?$rid=1",
        "$dps/registrations/GET/iotdps-get-operationstatus/?$rid=1&operationId=5.6b69.0",
        "hub.test/dev1/mod1/?api-version=2021-04-12&model-id=dtmi:com:example:T;1&DeviceClientType=azure-iot-device%2F1.18.4%20(node)",
        "0ne00AAAAAA/registrations/reg-1/api-version=2019-03-31&ClientVersion=azure-iot-provisioning-device%2F1.9.1",
        "SharedAccessSignature sr=hub.test%2Fdevices%2Fdev1&sig=ywPr6DijGIlD79QW7q%2BcpNbhFHQBZsp1BuICfotOAZI%3D&se=1900000000&skn=device",
    ];

    [Fact]
    public void Mutated_topics_user_names_and_tokens_are_read_or_refused_with_little_memory()
    {
        var fuzz = FuzzRun.FromEnvironment(casesByDefault: 200_000);
        var random = new Random(fuzz.Seed);
        var read = 0L;
        for (var number = 0L; number < fuzz.Cases; number++)
        {
            var text = Mutate(random);
            if (ReadAll(text, $"seed {fuzz.Seed}, case {number}: {text}")) read++;
        }

        Assert.True(read > fuzz.Cases / 20 && read < fuzz.Cases, $"one-sided mutations: {read} of {fuzz.Cases} read");
    }

    private static bool ReadAll(string text, string where)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var topic = HubTopic.Parse(text);
            if (topic is HubTopic.Telemetry telemetry) AssertBagSurvivesEncoding(telemetry.Bag, where);
            return topic is not null || ProvisioningTopic.Parse(text) is not null || HubUserName.Parse(text) is not null
                || ProvisioningUserName.Parse(text) is not null || SasToken.Parse(text) is not null;
        }
        catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
        {
            throw new Xunit.Sdk.XunitException($"{where}\n{failure}");
        }
        finally
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= AllocatedBytesMax, $"{allocated} bytes allocated; {where}");
        }
    }

    private static void AssertBagSurvivesEncoding(string bag, string where)
    {
        var pairs = PropertyBag.Decode(bag).Pairs;
        Assert.True(pairs.SequenceEqual(PropertyBag.Decode(PropertyBag.Encode(pairs)).Pairs), where);
    }

    private static string Mutate(Random random)
    {
        var text = new StringBuilder(Seeds[random.Next(Seeds.Length)]);
        for (var changes = random.Next(1, 5); changes > 0; changes--) Change(text, random);
        return text.ToString();
    }

    private static void Change(StringBuilder text, Random random)
    {
        var at = random.Next(text.Length + 1);
        var isIn = at < text.Length;
        switch (random.Next(6))
        {
            case 0 when isIn: text[at] = Letters[random.Next(Letters.Length)]; break;
            case 1 when isIn: text.Remove(at, 1); break;
            case 2: text.Insert(at, Letters[random.Next(Letters.Length)]); break;
            case 3: text.Insert(at, $"%{random.Next(256):X2}"); break;
            case 4 when random.Next(4) == 0: text.Length = at; break;
            default: text.Insert(at, Seeds[random.Next(Seeds.Length)].AsSpan(random.Next(20))); break;
        }
    }
}
