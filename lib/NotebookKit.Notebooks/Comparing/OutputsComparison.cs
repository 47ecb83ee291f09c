using System.Globalization;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Comparing;

/// <summary>Holds the new outputs of one cell against the saved ones.</summary>
internal sealed class OutputsComparison
{
    private const int Most = 5;

    private readonly CellRules _rules;
    private readonly TextComparison _text;
    private readonly JsonComparison _json;
    private readonly ImageComparison _images;
    private readonly MarkupComparison _markup;

    /// <summary>By the rules of the cell.</summary>
    public OutputsComparison(CellRules rules)
    {
        _rules = rules;
        _text = new TextComparison(rules.Tolerance, rules.Patterns);
        _json = new JsonComparison(rules.Tolerance, _text);
        _images = new ImageComparison(rules.Pixels);
        _markup = new MarkupComparison(rules.Tolerance, rules.Patterns, _text, _images);
    }

    /// <summary>What differs, at most five differences; none when nothing does.</summary>
    public IReadOnlyList<OutputDifference> Compare(JsonArray savedOutputs, JsonArray newOutputs)
    {
        List<ShownOutput> saved = ShownOutput.Of(savedOutputs, _rules.Ignored);
        List<ShownOutput> came = ShownOutput.Of(newOutputs, _rules.Ignored);
        (int first, int last) = SameEnds.Of(saved, came, (a, b) => Compare(a, b) is null);

        var differences = new List<Mismatch>();
        int lost = saved.Count - last, added = came.Count - last, a = first, b = first;
        while ((a < lost || b < added) && differences.Count < Most)
        {
            // Of outputs of two kinds one has come, or one was lost: whichever side has more of them left.
            if (a < lost && b < added && IsAlike(saved[a], came[b]))
            {
                if (Compare(saved[a], came[b]) is { } mismatch)
                {
                    differences.Add(mismatch.Within(Place(b)));
                }

                a++;
                b++;
            }
            else if (b < added && (a >= lost || added - b >= lost - a))
            {
                differences.Add(new Mismatch(Place(b), $"{came[b].Title} came that was not saved", null, came[b].Preview()));
                b++;
            }
            else
            {
                differences.Add(new Mismatch(Place(a), $"{saved[a].Title} was saved and did not come", saved[a].Preview(), null));
                a++;
            }
        }

        return [.. differences.Select(OutputDifference.Of)];

        string Place(int index) => string.Create(CultureInfo.InvariantCulture, $"output {index + 1}");
    }

    private static bool IsAlike(ShownOutput a, ShownOutput b) =>
        a.Kind == b.Kind && (a.Kind != ShownKind.Stream || a.Name == b.Name);

    private Mismatch? Compare(ShownOutput saved, ShownOutput came)
    {
        if (!IsAlike(saved, came))
        {
            return new Mismatch("", $"{saved.Title} became {came.Title}", saved.Preview(), came.Preview());
        }

        return saved.Kind == ShownKind.Display ? CompareBundles(saved.Content, came.Content)
            : saved.Kind == ShownKind.Error && RuntimeForms.IsSameError(saved.Plain, came.Plain) ? null
            : _text.Compare(saved.Plain, came.Plain)?.Within(saved.Kind == ShownKind.Stream ? saved.Name : "error");
    }

    private Mismatch? CompareBundles(IReadOnlyDictionary<string, JsonNode?> saved, IReadOnlyDictionary<string, JsonNode?> came)
    {
        string[] common = [.. saved.Keys.Where(came.ContainsKey)];
        foreach ((string type, JsonNode? content) in saved)
        {
            if (came.TryGetValue(type, out JsonNode? now))
            {
                if (CompareContent(type, content, now) is { } mismatch)
                {
                    return mismatch.Within(type);
                }
            }
            else if (!RuntimeForms.IsSecondBest(type, common))
            {
                return new Mismatch(
                    type, $"the output was lost in this type; it came as {string.Join(", ", came.Keys)}", Text(content), null);
            }
        }

        return came.Keys.FirstOrDefault(type => !saved.ContainsKey(type) && !RuntimeForms.IsSecondBest(type, common)) is { } added
            ? new Mismatch(added, "the output came in a type that was not saved", null, Text(came[added]))
            : null;
    }

    private Mismatch? CompareContent(string type, JsonNode? saved, JsonNode? came)
    {
        bool isText = MultilineText.IsMultilineText(saved) && MultilineText.IsMultilineText(came);
        bool isJson = type == "application/json" || type.EndsWith("+json", StringComparison.Ordinal);
        if (isJson || !isText)
        {
            return _json.Compare(saved, came);
        }

        string a = MultilineText.Join(saved), b = MultilineText.Join(came);
        return type switch
        {
            "text/html" or "image/svg+xml" or "application/xhtml+xml" => _markup.Compare(a, b),
            _ when type.StartsWith("image/", StringComparison.Ordinal) =>
                _images.Compare(type, string.Concat(a.Split()), string.Concat(b.Split())),
            _ => _text.Compare(a, b),
        };
    }

    private static string Text(JsonNode? content) =>
        MultilineText.IsMultilineText(content) ? MultilineText.Join(content) : JupyterJson.WriteCompact(content);
}
