namespace Gateway.Core.Routing.Query;

/// <summary>One step into a JSON document: into the property of a name, or into the item of an index. Immutable.</summary>
/// <param name="Name">The property's name, or null for an item.</param>
/// <param name="Index">The item's index, from 0; of no meaning with a name.</param>
internal readonly record struct PathStep(string? Name, int Index = 0);
