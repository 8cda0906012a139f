namespace Gateway.Core.Routing.Query;

/// <summary>The operators of a query. Values of different kinds cannot be compared or computed with: that is undefined.</summary>
internal static class QueryOperators
{
    /// <summary>The comparison of a symbol, or null.</summary>
    public static Func<IReadOnlyList<QueryValue>, QueryValue>? Comparison(string symbol) => symbol switch
    {
        "=" => values => Equal(values[0], values[1]),
        "!=" or "<>" => values => Negate(Equal(values[0], values[1])),
        "<" => values => Order(values, order => order < 0),
        "<=" => values => Order(values, order => order <= 0),
        ">" => values => Order(values, order => order > 0),
        ">=" => values => Order(values, order => order >= 0),
        _ => null,
    };

    /// <summary>The arithmetic of a symbol that binds like +, or null.</summary>
    public static Func<IReadOnlyList<QueryValue>, QueryValue>? Sum(string symbol) => symbol switch
    {
        "+" => values => Arithmetic(values, (left, right) => left + right),
        "-" => values => Arithmetic(values, (left, right) => left - right),
        _ => null,
    };

    /// <summary>The arithmetic of a symbol that binds like *, or null.</summary>
    public static Func<IReadOnlyList<QueryValue>, QueryValue>? Product(string symbol) => symbol switch
    {
        "*" => values => Arithmetic(values, (left, right) => left * right),
        "/" => values => Arithmetic(values, (left, right) => left / right),
        "%" => values => Arithmetic(values, (left, right) => left % right),
        _ => null,
    };

    /// <summary>The sign of a number changed.</summary>
    public static QueryValue Minus(IReadOnlyList<QueryValue> values) =>
        values[0].Kind == QueryValueKind.Number ? QueryValue.Of(-values[0].Number) : QueryValue.Undefined;

    /// <summary>Whether the first value is among the others.</summary>
    public static QueryValue In(IReadOnlyList<QueryValue> values) => values[0].Kind == QueryValueKind.Undefined
        ? QueryValue.Undefined
        : QueryValue.Of(values.Skip(1).Any(candidate => Equal(values[0], candidate).IsTrue));

    private static QueryValue Equal(QueryValue left, QueryValue right) => left.Kind != right.Kind ? QueryValue.Undefined : left.Kind switch
    {
        QueryValueKind.Null or QueryValueKind.Boolean or QueryValueKind.Number or QueryValueKind.Text => QueryValue.Of(left == right),
        _ => QueryValue.Undefined,
    };

    private static QueryValue Negate(QueryValue value) =>
        value.Kind == QueryValueKind.Boolean ? QueryValue.Of(!value.Truth) : QueryValue.Undefined;

    private static QueryValue Order(IReadOnlyList<QueryValue> values, Func<int, bool> holds) => (values[0].Kind, values[1].Kind) switch
    {
        (QueryValueKind.Number, QueryValueKind.Number) => QueryValue.Of(holds(values[0].Number.CompareTo(values[1].Number))),
        (QueryValueKind.Text, QueryValueKind.Text) => QueryValue.Of(holds(string.CompareOrdinal(values[0].Text, values[1].Text))),
        _ => QueryValue.Undefined,
    };

    private static QueryValue Arithmetic(IReadOnlyList<QueryValue> values, Func<double, double, double> compute) =>
        values[0].Kind == QueryValueKind.Number && values[1].Kind == QueryValueKind.Number
            ? QueryValue.Of(compute(values[0].Number, values[1].Number))
            : QueryValue.Undefined;
}
