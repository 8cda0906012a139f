using Gateway.Core.Provisioning;

namespace Gateway.Tests.Provisioning;

public sealed class EnrollmentGroupTests
{
    /// <summary>Microsoft's own example, in "Tutorial: Provision devices using symmetric key enrollment groups".</summary>
    [Fact]
    public void The_documented_group_key_gives_the_documented_device_key()
    {
        var key = Convert.FromBase64String("8isrFI1sGsIlvvFSSFRiMfCNzv21fjbE/+ah/lSh3lF8e2YG1Te7w1KpZhJFFXJrqYKi9yegxkqIChbqOS9Egw==");

        var device = new EnrollmentGroup("0ne00AAAAAA", key).DeriveDeviceKey("sn-007-888-abc-mac-a1-b2-c3-d4-e5-f6");

        Assert.Equal("Jsm0lyGpjaVYVP2g3FnmnmG9dI/9qU24wNoykUmermc=", Convert.ToBase64String(device));
    }

    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_key_has_16_to_64_bytes(int bytes, bool isTaken)
    {
        var exception = Record.Exception(() => new EnrollmentGroup("0ne00AAAAAA", new byte[bytes]));

        Assert.Equal(isTaken, exception is null);
    }
}
