namespace Gateway.Core.Routing.Query;

/// <summary>What a value of a routing query is.</summary>
internal enum QueryValueKind
{
    /// <summary>There is none: a property that is absent, or an operation that makes no sense.</summary>
    Undefined,

    /// <summary>JSON's null.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A finite number.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A JSON array, of which a query can know no more than that.</summary>
    Array,

    /// <summary>A JSON object, of which a query can know no more than that.</summary>
    Object,
}
