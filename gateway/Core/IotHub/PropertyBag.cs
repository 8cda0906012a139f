using System.Text;

namespace Gateway.Core.IotHub;

/// <summary>
/// The name-value pairs in a topic, <c>name=value&amp;name=value</c>, percent-encoded by RFC 2396. Order is kept; of two pairs with one
/// name the first counts. Immutable, so safe for use by several threads.
/// </summary>
/// <remarks>
/// A plus sign is a plus sign here, never a space. Source: Microsoft, "Communicate with an IoT hub using the MQTT protocol"; that the
/// first of two pairs counts, as in edgeHub of Azure/iotedge.
/// </remarks>
public sealed class PropertyBag
{
    /// <summary>The bag without pairs.</summary>
    public static readonly PropertyBag Empty = new([]);

    private PropertyBag(IReadOnlyList<KeyValuePair<string, string>> pairs) => Pairs = pairs;

    /// <summary>The pairs in their order, names unique. A name without "=" has the empty value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs { get; }

    /// <summary>Decodes a bag. Any text is one: a malformed escape stands for itself.</summary>
    public static PropertyBag Decode(string bag)
    {
        ArgumentNullException.ThrowIfNull(bag);
        return bag.Length == 0 ? Empty : Of(bag.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(DecodePair));
    }

    /// <summary>Makes a bag of pairs in their order; of two with one name the first counts.</summary>
    public static PropertyBag Of(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var names = new HashSet<string>(StringComparer.Ordinal);
        return new PropertyBag([.. pairs.Where(pair => names.Add(pair.Key))]);
    }

    /// <summary>
    /// Encodes pairs as IoT Hub's clients do: everything but RFC 3986's unreserved characters is escaped, so "$" becomes "%24".
    /// </summary>
    public static string Encode(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var text = new StringBuilder();
        foreach (var (name, value) in pairs)
        {
            if (text.Length > 0) text.Append('&');
            text.Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return text.ToString();
    }

    /// <summary>The same bag with one value set, in the place of the name's own where it has one, else at the end.</summary>
    public PropertyBag With(string name, string value)
    {
        var pair = new KeyValuePair<string, string>(name, value);
        return Find(name) is null
            ? new PropertyBag([.. Pairs, pair])
            : new PropertyBag([.. Pairs.Select(present => present.Key == name ? pair : present)]);
    }

    /// <summary>The value of a name, compared exactly, or null when the bag has none.</summary>
    public string? Find(string name)
    {
        foreach (var pair in Pairs)
            if (pair.Key == name) return pair.Value;
        return null;
    }

    private static KeyValuePair<string, string> DecodePair(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        return equals < 0
            ? new(Uri.UnescapeDataString(part), "")
            : new(Uri.UnescapeDataString(part[..equals]), Uri.UnescapeDataString(part[(equals + 1)..]));
    }
}
