using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKit.Notebooks.Documents;

/// <summary>Small helpers on <see cref="JsonObject"/> that keep files in the order in which Jupyter writes them.</summary>
internal static class JsonMembers
{
    /// <summary>Sets a member: in its place when it exists, otherwise where it belongs in alphabetical order.</summary>
    public static void SetSorted(this JsonObject members, string key, JsonNode? value)
    {
        if (members.ContainsKey(key))
        {
            members[key] = value;
        }
        else
        {
            members.Insert(members.TakeWhile(member => string.CompareOrdinal(member.Key, key) < 0).Count(), key, value);
        }
    }

    /// <summary>The member as an object; null when it is missing or something else.</summary>
    public static JsonObject? Object(this JsonObject? members, string key) => members?[key] as JsonObject;

    /// <summary>The member as an object, put there when it is missing or something else.</summary>
    public static JsonObject EnsureObject(this JsonObject members, string key) => members.Ensure(key, () => new JsonObject());

    /// <summary>A member that is a list; an empty one is put where there is none.</summary>
    public static JsonArray EnsureArray(this JsonObject members, string key) => members.Ensure(key, () => new JsonArray());

    private static T Ensure<T>(this JsonObject members, string key, Func<T> create)
        where T : JsonNode
    {
        if (members[key] is T existing)
        {
            return existing;
        }

        T created = create();
        members.SetSorted(key, created);
        return created;
    }

    /// <summary>The member as a text; null when it is missing or something else.</summary>
    public static string? Text(this JsonObject? members, string key) =>
        members?[key] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? MultilineText.ReadString(value) : null;

    /// <summary>A copy with the keys of every object in alphabetical order, as Jupyter writes them.</summary>
    public static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(
            members.OrderBy(member => member.Key, StringComparer.Ordinal)
                .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
