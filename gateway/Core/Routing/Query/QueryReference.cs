using System.Globalization;

namespace Gateway.Core.Routing.Query;

/// <summary>What a name in a query refers to.</summary>
internal static class QueryReference
{
    private static readonly string[] Keywords = ["AND", "OR", "NOT", "IN", "NIN"];

    public static bool IsKeyword(string name) => Keywords.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary><c>name</c>, <c>$system</c>, <c>$body.path[0].path</c> or <c>$twin.tags.path</c>.</summary>
    /// <exception cref="RoutingQueryException">It refers to nothing that could be there.</exception>
    public static QueryExpression Parse(QueryToken name)
    {
        if (name.Text[0] != '$') return new QueryExpression.ApplicationProperty(name.Text);
        var root = name.Text.AsSpan(0, name.Text.IndexOfAny(['.', '[']) is var end and > 0 ? end : name.Text.Length);
        if (root.Equals("$body", StringComparison.OrdinalIgnoreCase)) return new QueryExpression.Body(Path(name, root.Length));
        if (root.Equals("$twin", StringComparison.OrdinalIgnoreCase)) return Twin(name, root.Length);
        if (name.Text.Length == 1) throw new RoutingQueryException(name.Column, "a name must follow '$'");
        return new QueryExpression.SystemProperty(name.Text[1..]);
    }

    private static QueryExpression.Twin Twin(QueryToken name, int start)
    {
        var path = Path(name, start);
        var isKnown = path is [var tags, ..] && Is(tags, "tags")
            || path is [var properties, var section, ..] && Is(properties, "properties") && (Is(section, "desired") || Is(section, "reported"));
        if (isKnown) return new QueryExpression.Twin(path);
        throw new RoutingQueryException(name.Column, $"'{name.Text}': a twin has tags, properties.desired and properties.reported");
    }

    private static bool Is(PathStep step, string name) => name.Equals(step.Name, StringComparison.OrdinalIgnoreCase);

    // ".name" and "[0]", as often as there are.
    private static List<PathStep> Path(QueryToken name, int start)
    {
        var steps = new List<PathStep>();
        for (var position = start; position < name.Text.Length;)
        {
            var end = name.Text.IndexOfAny(['.', '['], position + 1);
            if (end < 0) end = name.Text.Length;
            steps.Add(Step(name, position, name.Text[position..end]));
            position = end;
        }

        return steps;
    }

    private static PathStep Step(QueryToken name, int position, string text)
    {
        if (text[0] == '.' && text.Length > 1) return new PathStep(text[1..]);
        if (text[0] == '[' && int.TryParse(text.AsSpan(1, text.Length - 2), CultureInfo.InvariantCulture, out var index) && text[^1] == ']')
            return new PathStep(null, index);
        throw new RoutingQueryException(name.Column + position, $"'{text}' is no step into '{name.Text}'; write .name or [0]");
    }
}
