using System.Text;

namespace Gateway.Core.Queries;

/// <summary>Takes a query apart into words.</summary>
internal static class QueryLexer
{
    private static readonly string[] Symbols = ["!=", "<>", "<=", ">=", "=", "<", ">", "(", ")", "[", "]", ",", ".", "*"];

    /// <summary>All words, the last of them the end.</summary>
    /// <exception cref="QuerySyntaxException">A character belongs to no word.</exception>
    public static List<QueryToken> Read(string text)
    {
        var tokens = new List<QueryToken>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            if (at == text.Length) break;
            tokens.Add(Next(text, ref at));
        }

        tokens.Add(new QueryToken(QueryTokenKind.End, "the end", text.Length + 1));
        return tokens;
    }

    private static QueryToken Next(string text, ref int at)
    {
        var start = at;
        var first = text[at];
        if (first is '\'' or '"') return Quoted(text, ref at);
        if (IsNameStart(first)) return Take(QueryTokenKind.Name, text, ref at, c => IsNameStart(c) || char.IsAsciiDigit(c));
        if (char.IsAsciiDigit(first) || (first == '-' && start + 1 < text.Length && char.IsAsciiDigit(text[start + 1]))) return Number(text, ref at);
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, at, symbol, 0, symbol.Length) != 0) continue;
            at += symbol.Length;
            return new QueryToken(QueryTokenKind.Symbol, symbol, start + 1);
        }

        throw new QuerySyntaxException(start + 1, $"'{first}' has no meaning here");
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or '$';

    private static QueryToken Take(QueryTokenKind kind, string text, ref int at, Func<char, bool> belongs)
    {
        var start = at++;
        while (at < text.Length && belongs(text[at])) at++;
        return new QueryToken(kind, text[start..at], start + 1);
    }

    private static QueryToken Number(string text, ref int at)
    {
        var previous = ' ';
        return Take(QueryTokenKind.Number, text, ref at, c =>
        {
            var belongs = char.IsAsciiDigit(c) || c is '.' or 'e' or 'E' || (c is '+' or '-' && previous is 'e' or 'E');
            previous = c;
            return belongs;
        });
    }

    // A quote inside is written twice.
    private static QueryToken Quoted(string text, ref int at)
    {
        var (start, quote) = (at, text[at]);
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == quote)
            {
                at++;
                if (at == text.Length || text[at] != quote) return new QueryToken(QueryTokenKind.Text, value.ToString(), start + 1);
            }

            value.Append(text[at]);
        }

        throw new QuerySyntaxException(start + 1, "the text has no closing quote");
    }
}
