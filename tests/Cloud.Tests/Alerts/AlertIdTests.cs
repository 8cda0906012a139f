using Cloud.Core.Alerts;

namespace Cloud.Tests.Alerts;

public class AlertIdTests
{
    /// <summary>Computed outside: printf 'temperature-step\nkitchen\n1795165200000' | sha256sum | cut -c1-32</summary>
    [Fact]
    public void Id_is_the_prefix_of_a_hash_anyone_can_compute() => Assert.Equal(
        "5a53abaff6f19685eae403facf9a64a3",
        AlertId.Of("temperature-step", "kitchen", DateTimeOffset.FromUnixTimeMilliseconds(1795165200000)));
}
