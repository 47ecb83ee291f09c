using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Comparing;

/// <summary>
/// How the outputs of one cell are compared: what the options say, unless <c>"notebookkit": {"compare": {…}}</c> in the metadata
/// of the notebook says otherwise, and that of the cell before it. Members: <c>rtol</c> and <c>atol</c> (numbers),
/// <c>integers</c> (true: whole numbers have the tolerance too), <c>ignore</c> (true: any output will do; or a list of MIME types
/// and of <c>stdout</c>, <c>stderr</c>), <c>exact</c> (names of patterns that must be equal here), <c>pixels</c> (the part of a
/// picture's pixels that may differ).
/// </summary>
/// <param name="Tolerance">When numbers count as the same.</param>
/// <param name="Patterns">What is not compared in texts.</param>
/// <param name="IgnoreAll">Whether any output will do.</param>
/// <param name="Ignored">MIME types and streams that are not compared.</param>
/// <param name="Pixels">The part of a picture's pixels that may differ, 0 to 1.</param>
internal sealed record CellRules(Tolerance Tolerance, IgnoredPatterns Patterns, bool IgnoreAll, IReadOnlySet<string> Ignored, double Pixels)
{
    private static readonly string[] s_members = ["rtol", "atol", "integers", "ignore", "exact", "pixels"];

    /// <summary>The rules for a cell.</summary>
    /// <exception cref="CompareException">The metadata is not as it should be.</exception>
    public static CellRules Of(ComparisonOptions options, NotebookDocument document, NotebookCell cell)
    {
        var rules = new CellRules(
            new Tolerance(options.RelativeTolerance, options.AbsoluteTolerance, options.TolerantIntegers),
            options.Patterns, IgnoreAll: false, new HashSet<string>(), Pixels: 0);
        return rules.With(document.Metadata).With(cell.Metadata);
    }

    private CellRules With(JsonObject metadata)
    {
        if (metadata["notebookkit"] is not JsonObject own || own["compare"] is not { } compare)
        {
            return this;
        }

        if (compare is not JsonObject members)
        {
            throw Wrong("compare", "an object such as {\"rtol\": 0.01}", compare);
        }

        if (members.Select(member => member.Key).FirstOrDefault(name => !s_members.Contains(name)) is { } unknown)
        {
            throw new CompareException(
                $"metadata notebookkit.compare has no member \"{unknown}\"; it may have {string.Join(", ", s_members)}.");
        }

        return new CellRules(
            new Tolerance(
                Number(members, "rtol", double.MaxValue) ?? Tolerance.Relative,
                Number(members, "atol", double.MaxValue) ?? Tolerance.Absolute,
                members["integers"] is { } integers ? Flag("integers", integers) : Tolerance.Integers),
            members["exact"] is { } exact ? Patterns.Without(Words("exact", exact)) : Patterns,
            members["ignore"] is { } ignore && ignore is not JsonArray ? Flag("ignore", ignore) : IgnoreAll,
            members["ignore"] is JsonArray types ? Words("ignore", types).ToHashSet(StringComparer.OrdinalIgnoreCase) : Ignored,
            Number(members, "pixels", 1) ?? Pixels);
    }

    private static double? Number(JsonObject members, string name, double most)
    {
        if (members[name] is not { } node)
        {
            return null;
        }

        return node is JsonValue value && value.TryGetValue(out double number) && number >= 0 && number <= most
            ? number
            : throw Wrong(name, most == 1 ? "a number from 0 to 1" : "a number from 0 up", node);
    }

    private static bool Flag(string name, JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name, name == "ignore" ? "true, false, or a list of MIME types" : "true or false", node),
    };

    private static IEnumerable<string> Words(string name, JsonNode node) =>
        node is JsonArray list && list.All(item => item?.GetValueKind() == JsonValueKind.String)
            ? list.Select(item => MultilineText.ReadString(item!))
            : throw Wrong(name, "a list of words", node);

    private static CompareException Wrong(string name, string expected, JsonNode received) =>
        new($"metadata notebookkit.{(name == "compare" ? name : $"compare.{name}")} is {expected}; received "
            + $"{Excerpt.Of(JupyterJson.WriteCompact(received))}.");
}
