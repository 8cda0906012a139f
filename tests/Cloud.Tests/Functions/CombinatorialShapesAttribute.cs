using System.Reflection;
using Xunit.Sdk;

namespace Cloud.Tests.Functions;

/// <summary>All eight mixtures of text and plain JSON for metadata, events and bodies.</summary>
internal sealed class CombinatorialShapesAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        Enumerable.Range(0, 8).Select(bits => new object[] { (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0 });
}
