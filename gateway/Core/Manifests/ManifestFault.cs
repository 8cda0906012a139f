namespace Gateway.Core.Manifests;

/// <summary>What is wrong in a deployment manifest, and what to do.</summary>
/// <param name="Path">Where, as a JSON path such as <c>$.modulesContent.$edgeHub</c>.</param>
/// <param name="Cause">What is wrong there.</param>
/// <param name="Fix">What to write instead.</param>
public sealed record ManifestFault(string Path, string Cause, string Fix)
{
    /// <summary>Path, cause and fix in one line.</summary>
    public override string ToString() => $"{Path}: {Cause}; {Fix}";
}
