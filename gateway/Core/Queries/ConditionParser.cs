using System.Globalization;
using System.Text.Json;

namespace Gateway.Core.Queries;

/// <summary>Reads the condition of a query. Used once.</summary>
/// <remarks>
/// <c>or: and { OR and }; and: not { AND not }; not: [NOT] (test | '(' or ')' | operand relation operand | operand [NOT] IN '[' list ']')</c>
/// </remarks>
internal sealed class ConditionParser(List<QueryToken> tokens, int at)
{
    /// <summary>How deep brackets and negations nest at most.</summary>
    public const int DepthMax = 32;

    private int _at = at;
    private int _depth;

    /// <summary>Reads to the end of the text.</summary>
    /// <exception cref="QuerySyntaxException">It is no condition.</exception>
    public QueryCondition ReadAll()
    {
        var condition = Or();
        return Token.Kind == QueryTokenKind.End ? condition : throw Unexpected("AND, OR or the end");
    }

    private QueryToken Token => tokens[_at];

    private QueryCondition Or()
    {
        var left = And();
        while (TryTake("OR")) left = new QueryCondition.Or(left, And());
        return left;
    }

    private QueryCondition And()
    {
        var left = Not();
        while (TryTake("AND")) left = new QueryCondition.And(left, Not());
        return left;
    }

    private QueryCondition Not()
    {
        if (++_depth > DepthMax) throw new QuerySyntaxException(Token.Column, $"it nests deeper than {DepthMax} levels");
        var condition = TryTake("NOT") ? new QueryCondition.Not(Not()) : Primary();
        _depth--;
        return condition;
    }

    private QueryCondition Primary()
    {
        if (TryTakeSymbol("("))
        {
            var inner = Or();
            TakeSymbol(")");
            return inner;
        }

        if (Token.Kind == QueryTokenKind.Name && tokens[_at + 1].IsSymbol("(")) return Test();
        var left = Operand();
        if (TryTake("NOT"))
        {
            if (!TryTake("IN")) throw Unexpected("IN");
            return new QueryCondition.Not(In(left));
        }

        if (TryTake("IN")) return In(left);
        if (!Token.IsSymbol("=", "!=", "<>", "<", "<=", ">", ">=")) throw Unexpected("a comparison");
        return new QueryCondition.Comparison(left, tokens[_at++].Value, Operand());
    }

    private QueryCondition.Test Test()
    {
        var name = tokens[_at++];
        var holds = QueryFunctions.Find(name.Value) ?? throw new QuerySyntaxException(name.Column, $"there is no function '{name.Value}' here");
        TakeSymbol("(");
        var operand = Operand();
        TakeSymbol(")");
        return new QueryCondition.Test(holds, operand);
    }

    private QueryCondition.In In(QueryOperand value)
    {
        TakeSymbol("[");
        var items = new List<QueryOperand> { Operand() };
        while (TryTakeSymbol(",")) items.Add(Operand());
        TakeSymbol("]");
        return new QueryCondition.In(value, items);
    }

    private QueryOperand Operand()
    {
        var token = Token;
        switch (token.Kind)
        {
            case QueryTokenKind.Text:
                _at++;
                return Literal(token.Value);
            case QueryTokenKind.Number:
                _at++;
                return Literal(Number(token));
            case QueryTokenKind.Name:
                return Named();
            default:
                throw Unexpected("a property or a value");
        }
    }

    private QueryOperand Named()
    {
        if (TryTake("true")) return Literal(true);
        if (TryTake("false")) return Literal(false);
        if (TryTake("null")) return Literal<object?>(null);
        var names = new List<string> { tokens[_at++].Value };
        while (TryTakeSymbol("."))
        {
            if (Token.Kind != QueryTokenKind.Name) throw Unexpected("a property");
            names.Add(tokens[_at++].Value);
        }

        return new QueryOperand.Path(names);
    }

    private static double Number(QueryToken token) =>
        double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw new QuerySyntaxException(token.Column, $"'{token.Value}' is no number");

    private static QueryOperand.Literal Literal<T>(T value) => new(JsonSerializer.SerializeToElement(value));

    private bool TryTake(string keyword)
    {
        var taken = Token.Is(keyword);
        if (taken) _at++;
        return taken;
    }

    private bool TryTakeSymbol(string symbol)
    {
        var taken = Token.IsSymbol(symbol);
        if (taken) _at++;
        return taken;
    }

    private void TakeSymbol(string symbol)
    {
        if (!TryTakeSymbol(symbol)) throw Unexpected($"'{symbol}'");
    }

    private QuerySyntaxException Unexpected(string wanted) => new(Token.Column, $"{wanted} must stand here, not '{Token.Value}'");
}
