using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Comparing;

/// <summary>
/// Holds JSON against JSON by structure: the members of an object in any order, the items of a list in theirs, numbers within the
/// tolerance, strings as texts.
/// </summary>
/// <remarks>It recurses as deep as the JSON nests, which the reader of notebooks bounds (<see cref="JupyterJson.MaxDepth"/>).</remarks>
internal sealed class JsonComparison(Tolerance tolerance, TextComparison text)
{
    /// <summary>Where the values part, or null.</summary>
    /// <param name="saved">The saved value.</param>
    /// <param name="came">The new value.</param>
    /// <param name="path">Where the values stand.</param>
    public Mismatch? Compare(JsonNode? saved, JsonNode? came, string path = "$")
    {
        switch (saved, came)
        {
            case (JsonObject a, JsonObject b):
                return CompareObjects(a, b, path);
            case (JsonArray a, JsonArray b):
                return CompareLists(a, b, path);
        }

        (string kind, string newKind) = (Kind(saved), Kind(came));
        if (kind != newKind)
        {
            return new Mismatch(path, $"{kind} became {newKind}", Shown(saved), Shown(came));
        }

        switch (kind)
        {
            case "a number":
                string x = JupyterJson.WriteCompact(saved), y = JupyterJson.WriteCompact(came);
                return tolerance.Accepts(x, y) ? null : new Mismatch(path, tolerance.Explain(x, y), x, y);
            case "a string":
                return text.Compare(MultilineText.ReadString(saved!), MultilineText.ReadString(came!))?.Within(path);
            default:
                return Shown(saved) == Shown(came) ? null
                    : new Mismatch(path, $"{Shown(saved)} became {Shown(came)}", Shown(saved), Shown(came));
        }
    }

    private Mismatch? CompareObjects(JsonObject saved, JsonObject came, string path)
    {
        foreach ((string name, JsonNode? value) in saved)
        {
            string place = $"{path}.{Excerpt.Of(name, 1)}";
            if (!came.TryGetPropertyValue(name, out JsonNode? now))
            {
                return new Mismatch(place, "a member was lost", Shown(value), null);
            }

            if (Compare(value, now, place) is { } mismatch)
            {
                return mismatch;
            }
        }

        foreach ((string name, JsonNode? value) in came)
        {
            if (!saved.ContainsKey(name))
            {
                return new Mismatch($"{path}.{Excerpt.Of(name, 1)}", "a member came that was not saved", null, Shown(value));
            }
        }

        return null;
    }

    private Mismatch? CompareLists(JsonArray saved, JsonArray came, string path)
    {
        for (int i = 0; i < Math.Min(saved.Count, came.Count); i++)
        {
            if (Compare(saved[i], came[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")) is { } mismatch)
            {
                return mismatch;
            }
        }

        return saved.Count == came.Count
            ? null
            : new Mismatch(
                path, string.Create(CultureInfo.InvariantCulture, $"{saved.Count} items became {came.Count}"), Shown(saved), Shown(came));
    }

    private static string Kind(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => "true or false",
    };

    private static string Shown(JsonNode? node) => Excerpt.Of(JupyterJson.WriteCompact(node));
}
