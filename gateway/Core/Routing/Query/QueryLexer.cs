using System.Globalization;
using System.Text;

namespace Gateway.Core.Routing.Query;

/// <summary>Cuts a query into its words. For one caller at a time.</summary>
/// <remarks>
/// Names, as IoT Hub has them, may hold hyphens and dots; so "a-b" is one name, and a difference is written with blanks: "a - b".
/// </remarks>
internal sealed class QueryLexer(string text)
{
    private const int UnicodeDigits = 4;
    private static readonly string[] Symbols = ["!=", "<>", "<=", ">=", "=", "<", ">", "(", ")", "[", "]", ",", "+", "-", "*", "/", "%"];

    private int _position;

    /// <summary>All words, with <see cref="QueryTokenKind.End"/> behind them.</summary>
    /// <exception cref="RoutingQueryException">There is something that is no word.</exception>
    public List<QueryToken> ReadAll()
    {
        var tokens = new List<QueryToken>();
        do tokens.Add(Read());
        while (tokens[^1].Kind != QueryTokenKind.End);
        return tokens;
    }

    private QueryToken Read()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position])) _position++;
        if (_position == text.Length) return new QueryToken(QueryTokenKind.End, "", _position + 1);
        var first = text[_position];
        if (first is '\'' or '"') return ReadText(first);
        if (char.IsAsciiDigit(first)) return ReadNumber();
        if (first is '$' or '_' || char.IsLetter(first)) return ReadName();
        var start = _position;
        var symbol = Array.Find(Symbols, candidate => string.CompareOrdinal(text, start, candidate, 0, candidate.Length) == 0)
            ?? throw Fault($"'{first}' has no meaning here");
        _position += symbol.Length;
        return new QueryToken(QueryTokenKind.Symbol, symbol, start + 1);
    }

    // A path into the body or the twin may hold [0]; elsewhere a bracket opens a list.
    private QueryToken ReadName()
    {
        var start = _position;
        while (_position < text.Length && (IsNamePart(text[_position]) || SkipIndex(start)))
            _position++;
        return new QueryToken(QueryTokenKind.Name, text[start.._position], start + 1);
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '$';

    // Stands on the closing bracket afterwards.
    private bool SkipIndex(int start)
    {
        if (text[_position] != '[' || text[start] != '$') return false;
        var end = _position + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        if (end == _position + 1 || end == text.Length || text[end] != ']') throw Fault("an index is a number, as in [0]");
        _position = end;
        return true;
    }

    private QueryToken ReadNumber()
    {
        var start = _position;
        var isHexadecimal = text[start] == '0' && start + 1 < text.Length && text[start + 1] is 'x' or 'X';
        while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] == '.' || IsExponentSign(start, isHexadecimal)))
            _position++;
        var word = text[start.._position];
        if (isHexadecimal ? TryHexadecimal(word, out var number) : TryDecimal(word, out number))
            return new QueryToken(QueryTokenKind.Number, word, start + 1, number);
        _position = start;
        throw Fault($"'{word}' is no number");
    }

    private bool IsExponentSign(int start, bool isHexadecimal) =>
        !isHexadecimal && _position > start && text[_position] is '+' or '-' && text[_position - 1] is 'e' or 'E';

    private static bool TryDecimal(string word, out double number) =>
        double.TryParse(word, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number);

    private static bool TryHexadecimal(string word, out double number)
    {
        var isNumber = ulong.TryParse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value);
        number = value;
        return isNumber;
    }

    private QueryToken ReadText(char quote)
    {
        var start = _position++;
        var value = new StringBuilder();
        while (true)
        {
            if (_position == text.Length)
            {
                _position = start;
                throw Fault($"the text has no closing {quote}");
            }

            var c = text[_position++];
            if (c == quote) return new QueryToken(QueryTokenKind.Text, value.ToString(), start + 1);
            value.Append(c == '\\' ? ReadEscape() : c);
        }
    }

    // \' \" \\ \uXXXX
    private char ReadEscape()
    {
        var c = _position < text.Length ? text[_position] : '\0';
        if (c is '\'' or '"' or '\\')
        {
            _position++;
            return c;
        }

        if (c == 'u' && _position + UnicodeDigits < text.Length
            && ushort.TryParse(
                text.AsSpan(_position + 1, UnicodeDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            _position += 1 + UnicodeDigits;
            return (char)code;
        }

        _position--;
        throw Fault(@"a backslash begins one of \' \"" \\ \u and four hexadecimal digits");
    }

    private RoutingQueryException Fault(string message) => new(_position + 1, message);
}
