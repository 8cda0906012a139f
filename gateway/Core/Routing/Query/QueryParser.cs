namespace Gateway.Core.Routing.Query;

/// <summary>Builds the tree of a query, by recursive descent. For one query.</summary>
/// <remarks>
/// <code>
/// or         = and { OR and }
/// and        = not { AND not }
/// not        = NOT not | comparison
/// comparison = sum [ ( = | != | &lt;&gt; | &lt; | &lt;= | &gt; | &gt;= ) sum | ( IN | NIN | NOT IN ) '[' constants ']' ]
/// sum        = product { ( + | - ) product }
/// product    = sign { ( * | / | % ) sign }
/// sign       = - sign | primary
/// primary    = constant | reference | function '(' or { ',' or } ')' | '(' or ')'
/// </code>
/// </remarks>
/// <param name="tokens">The query's words, the end among them.</param>
/// <param name="reference">What a name refers to.</param>
internal sealed class QueryParser(List<QueryToken> tokens, Func<QueryToken, QueryExpression> reference)
{
    private int _position;
    private int _depth;

    private QueryToken Next => tokens[_position];

    /// <summary>Parses the whole query.</summary>
    /// <exception cref="RoutingQueryException">It is none.</exception>
    public QueryExpression Parse()
    {
        var query = ParseOr();
        return Next.Kind == QueryTokenKind.End ? query : throw Fault("an operator or the end of the query");
    }

    // Every recursion passes here, so this bounds the depth of the tree.
    private QueryExpression ParseOr()
    {
        Deepen();
        var left = ParseAnd();
        while (Take("OR")) left = new QueryExpression.Or(left, ParseAnd());
        _depth--;
        return left;
    }

    private QueryExpression ParseAnd()
    {
        var left = ParseNot();
        while (Take("AND")) left = new QueryExpression.And(left, ParseNot());
        return left;
    }

    private QueryExpression ParseNot()
    {
        if (!Take("NOT")) return ParseComparison();
        Deepen();
        var not = new QueryExpression.Not(ParseNot());
        _depth--;
        return not;
    }

    private QueryExpression ParseComparison()
    {
        var left = ParseSum();
        if (Take("IN")) return ParseList(left);
        if (Take("NIN")) return new QueryExpression.Not(ParseList(left));
        if (Next.Is("NOT") && tokens[_position + 1].Is("IN"))
        {
            _position += 2;
            return new QueryExpression.Not(ParseList(left));
        }

        if (TakeOperator(QueryOperators.Comparison) is not { } compare) return left;
        return new QueryExpression.Operation(compare, [left, ParseSum()]);
    }

    private QueryExpression.Operation ParseList(QueryExpression candidate)
    {
        Expect("[");
        var operands = new List<QueryExpression> { candidate };
        do
        {
            if (Next.Is("-") || ParseConstant() is not { } constant)
                constant = Take("-") && ParseConstant() is { Value.Kind: QueryValueKind.Number } number
                    ? new QueryExpression.Constant(QueryValue.Of(-number.Value.Number))
                    : throw Fault("a constant");
            operands.Add(constant);
        }
        while (Take(","));
        Expect("]");
        return new QueryExpression.Operation(QueryOperators.In, operands);
    }

    private QueryExpression ParseSum()
    {
        var left = ParseProduct();
        while (TakeOperator(QueryOperators.Sum) is { } compute) left = new QueryExpression.Operation(compute, [left, ParseProduct()]);
        return left;
    }

    private QueryExpression ParseProduct()
    {
        var left = ParseSign();
        while (TakeOperator(QueryOperators.Product) is { } compute) left = new QueryExpression.Operation(compute, [left, ParseSign()]);
        return left;
    }

    private QueryExpression ParseSign()
    {
        if (!Take("-")) return ParsePrimary();
        Deepen();
        var minus = new QueryExpression.Operation(QueryOperators.Minus, [ParseSign()]);
        _depth--;
        return minus;
    }

    private QueryExpression ParsePrimary()
    {
        if (Take("("))
        {
            var inner = ParseOr();
            Expect(")");
            return inner;
        }

        if (ParseConstant() is { } constant) return constant;
        if (Next.Kind != QueryTokenKind.Name || QueryReference.IsKeyword(Next.Text)) throw Fault("a value");
        var name = tokens[_position++];
        return Take("(") ? ParseCall(name) : reference(name);
    }

    private QueryExpression.Constant? ParseConstant()
    {
        QueryValue? value = Next switch
        {
            { Kind: QueryTokenKind.Number } => QueryValue.Of(Next.Number),
            { Kind: QueryTokenKind.Text } => QueryValue.Of(Next.Text),
            _ when Next.Is("true") => QueryValue.True,
            _ when Next.Is("false") => QueryValue.Of(false),
            _ when Next.Is("null") => QueryValue.Null,
            _ when Next.Is("undefined") => QueryValue.Undefined,
            _ => null,
        };
        if (value is null) return null;
        _position++;
        return new QueryExpression.Constant(value.Value);
    }

    private QueryExpression.Operation ParseCall(QueryToken name)
    {
        if (QueryFunctions.Find(name.Text) is not { } function)
            throw new RoutingQueryException(name.Column, $"there is no function '{name.Text}'");
        var arguments = new List<QueryExpression>();
        if (!Next.Is(")"))
            do arguments.Add(ParseOr());
            while (Take(","));
        Expect(")");
        if (arguments.Count < function.ArgumentsMin || arguments.Count > function.ArgumentsMax)
            throw new RoutingQueryException(name.Column, $"'{name.Text}' does not take {arguments.Count} arguments");
        return new QueryExpression.Operation(function.Compute, arguments);
    }

    private bool Take(string word)
    {
        if (!Next.Is(word)) return false;
        _position++;
        return true;
    }

    private Func<IReadOnlyList<QueryValue>, QueryValue>? TakeOperator(Func<string, Func<IReadOnlyList<QueryValue>, QueryValue>?> find)
    {
        var found = Next.Kind == QueryTokenKind.Symbol ? find(Next.Text) : null;
        if (found is not null) _position++;
        return found;
    }

    private void Expect(string symbol)
    {
        if (!Take(symbol)) throw Fault($"'{symbol}'");
    }

    private void Deepen()
    {
        if (++_depth > RoutingQuery.DepthMax)
            throw new RoutingQueryException(Next.Column, $"it is nested more than {RoutingQuery.DepthMax} levels deep");
    }

    private RoutingQueryException Fault(string expected) => new(Next.Column, $"{Next.Description} stands where {expected} must be");
}
