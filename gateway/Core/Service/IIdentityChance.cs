namespace Gateway.Core.Service;

/// <summary>Draws what must not be guessed. Implementations are thread-safe.</summary>
public interface IIdentityChance
{
    /// <summary>A symmetric key of 32 bytes from a source fit for secrets.</summary>
    byte[] NewKey();

    /// <summary>A text that no identity had before.</summary>
    string NewGenerationId();
}
