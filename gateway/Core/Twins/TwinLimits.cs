namespace Gateway.Core.Twins;

/// <summary>IoT Hub's limits of device twins. A section is measured as compact UTF-8 JSON.</summary>
/// <remarks>Source: Microsoft, "Understand and use device twins in IoT Hub", on format and size.</remarks>
public static class TwinLimits
{
    /// <summary>The longest desired or reported properties, in bytes: 32 KiB.</summary>
    public const int SectionBytesMax = 32 * 1024;

    /// <summary>The longest tags, in bytes: 8 KiB.</summary>
    public const int TagsBytesMax = 8 * 1024;

    /// <summary>The longest text of one property, in bytes of UTF-8: 4 KiB.</summary>
    public const int ValueBytesMax = 4 * 1024;

    /// <summary>The longest name of a property, in bytes of UTF-8: 1 KiB.</summary>
    public const int NameBytesMax = 1024;

    /// <summary>The deepest nesting of a section.</summary>
    public const int DepthMax = 10;

    /// <summary>The least and the greatest whole number; others lose digits in programs that read numbers as doubles.</summary>
    public const long IntegerMin = -(1L << 52), IntegerMax = (1L << 52) - 1;
}
