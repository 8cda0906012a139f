namespace Gateway.Core.Routing.Query;

/// <summary>A part of a query that has a value for each message. Immutable, so safe for use by several threads.</summary>
internal abstract record QueryExpression
{
    /// <summary>Computes the value; never throws.</summary>
    public abstract QueryValue Evaluate(RoutedMessage message);

    /// <summary>The parts it is made of.</summary>
    public virtual IEnumerable<QueryExpression> Parts => [];

    /// <summary>It always has this value.</summary>
    public sealed record Constant(QueryValue Value) : QueryExpression
    {
        public override QueryValue Evaluate(RoutedMessage message) => Value;
    }

    /// <summary>An application property.</summary>
    public sealed record ApplicationProperty(string Name) : QueryExpression
    {
        public override QueryValue Evaluate(RoutedMessage message) => QueryValue.Of(message.ApplicationProperty(Name));
    }

    /// <summary>A system property, or else the application property of that name with its dollar sign.</summary>
    public sealed record SystemProperty(string Name) : QueryExpression
    {
        public override QueryValue Evaluate(RoutedMessage message) =>
            QueryValue.Of(message.SystemProperty(Name) ?? message.ApplicationProperty("$" + Name));
    }

    /// <summary>A value in the body. The body as a whole is undefined.</summary>
    public sealed record Body(IReadOnlyList<PathStep> Path) : QueryExpression
    {
        public override QueryValue Evaluate(RoutedMessage message) =>
            Path is [{ Name: not null }, ..] && message.Body is { } body ? JsonPath.Find(body, Path) : QueryValue.Undefined;
    }

    /// <summary>A value in the sender's twin.</summary>
    public sealed record Twin(IReadOnlyList<PathStep> Path) : QueryExpression
    {
        public override QueryValue Evaluate(RoutedMessage message) =>
            message.Twin is { } twin ? JsonPath.Find(twin, Path) : QueryValue.Undefined;
    }

    /// <summary>NOT: true and false change places.</summary>
    public sealed record Not(QueryExpression Operand) : QueryExpression
    {
        public override IEnumerable<QueryExpression> Parts => [Operand];

        public override QueryValue Evaluate(RoutedMessage message) => Operand.Evaluate(message) is { Kind: QueryValueKind.Boolean } value
            ? QueryValue.Of(!value.Truth)
            : QueryValue.Undefined;
    }

    /// <summary>AND: false when one side is, true when both are, undefined otherwise.</summary>
    public sealed record And(QueryExpression Left, QueryExpression Right) : QueryExpression
    {
        public override IEnumerable<QueryExpression> Parts => [Left, Right];

        public override QueryValue Evaluate(RoutedMessage message)
        {
            var left = Left.Evaluate(message);
            if (left.IsFalse) return left;
            var right = Right.Evaluate(message);
            return right.IsFalse || (left.IsTrue && right.IsTrue) ? right : QueryValue.Undefined;
        }
    }

    /// <summary>OR: true when one side is, false when both are, undefined otherwise.</summary>
    public sealed record Or(QueryExpression Left, QueryExpression Right) : QueryExpression
    {
        public override IEnumerable<QueryExpression> Parts => [Left, Right];

        public override QueryValue Evaluate(RoutedMessage message)
        {
            var left = Left.Evaluate(message);
            if (left.IsTrue) return left;
            var right = Right.Evaluate(message);
            return right.IsTrue || (left.IsFalse && right.IsFalse) ? right : QueryValue.Undefined;
        }
    }

    /// <summary>An operator or a function over values.</summary>
    public sealed record Operation(Func<IReadOnlyList<QueryValue>, QueryValue> Function, IReadOnlyList<QueryExpression> Operands)
        : QueryExpression
    {
        public override IEnumerable<QueryExpression> Parts => Operands;

        public override QueryValue Evaluate(RoutedMessage message) => Function([.. Operands.Select(operand => operand.Evaluate(message))]);
    }
}
