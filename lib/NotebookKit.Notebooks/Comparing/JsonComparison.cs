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
        (string kind, string newKind) = (Kind(saved), Kind(came));
        return (saved, came) switch
        {
            (JsonObject a, JsonObject b) => CompareObjects(a, b, path),
            (JsonArray a, JsonArray b) => CompareLists(a, b, path),
            _ when kind != newKind => new Mismatch(path, $"{kind} became {newKind}", Shown(saved), Shown(came)),
            _ when kind == "a number" => CompareNumbers(JupyterJson.WriteCompact(saved), JupyterJson.WriteCompact(came), path),
            _ when kind == "a string" => text.Compare(MultilineText.ReadString(saved!), MultilineText.ReadString(came!))?.Within(path),
            _ when Shown(saved) == Shown(came) => null,
            _ => new Mismatch(path, $"{Shown(saved)} became {Shown(came)}", Shown(saved), Shown(came)),
        };
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

        return came.Select(member => member.Key).FirstOrDefault(name => !saved.ContainsKey(name)) is { } added
            ? new Mismatch($"{path}.{Excerpt.Of(added, 1)}", "a member came that was not saved", null, Shown(came[added]))
            : null;
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

    private Mismatch? CompareNumbers(string saved, string came, string path) =>
        tolerance.Accepts(saved, came) ? null : new Mismatch(path, tolerance.Explain(saved, came), saved, came);

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
