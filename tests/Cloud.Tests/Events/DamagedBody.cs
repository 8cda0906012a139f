namespace Cloud.Tests.Events;

/// <summary>A body with one to three characters removed, replaced or added at random.</summary>
internal static class DamagedBody
{
    private const string Alphabet = "{}[]\",:.-+eE0123456789\\u\0é\uD800 nulltrueNaN";

    public static string Of(string body, Random random)
    {
        var text = body.ToList();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(text.Count);
            var letter = Alphabet[random.Next(Alphabet.Length)];
            if (random.Next(3) == 0) text.RemoveAt(at);
            else if (random.Next(2) == 0) text[at] = letter;
            else text.Insert(at, letter);
        }

        return new string([.. text]);
    }
}
