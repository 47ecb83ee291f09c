using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Comparing;

/// <summary>What kind of output it is.</summary>
internal enum ShownKind
{
    /// <summary>Text on stdout or stderr.</summary>
    Stream,

    /// <summary>A value or display, in one or several MIME types.</summary>
    Display,

    /// <summary>An error.</summary>
    Error,
}

/// <summary>An output as a reader sees it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The stream's name, or the error's.</param>
/// <param name="Content">Of a display, its MIME types and contents; else one text.</param>
internal sealed record ShownOutput(ShownKind Kind, string Name, IReadOnlyDictionary<string, JsonNode?> Content)
{
    private const string Text = "";

    /// <summary>What it is, in a word or two.</summary>
    public string Title => Kind switch
    {
        ShownKind.Stream => Name,
        ShownKind.Error => $"error {Name}",
        _ => string.Join(", ", Content.Keys),
    };

    /// <summary>The text of a stream or of an error.</summary>
    public string Plain => MultilineText.Join(Content.GetValueOrDefault(Text));

    /// <summary>What it shows, for a person to read.</summary>
    public string Preview()
    {
        if (Kind != ShownKind.Display)
        {
            return Plain.TrimEnd();
        }

        string? type =
            new[] { "text/plain", "text/markdown", "text/html" }.FirstOrDefault(Content.ContainsKey) ?? Content.Keys.FirstOrDefault();
        JsonNode? content = type is null ? null : Content[type];
        return MultilineText.IsMultilineText(content) ? MultilineText.Join(content) : content is null ? ""
            : JupyterJson.WriteCompact(content);
    }

    /// <summary>
    /// The outputs of a cell. Text that went to one stream is joined (as nbconvert does it), also where the other stream came
    /// between, since which of two streams comes first is chance; a value counts as a display.
    /// </summary>
    /// <param name="outputs">The outputs as nbformat JSON.</param>
    /// <param name="ignored">MIME types and streams that are left out.</param>
    public static List<ShownOutput> Of(JsonArray outputs, IReadOnlySet<string> ignored)
    {
        var shown = new List<ShownOutput>();
        // stdout first.
        var streams = new SortedDictionary<string, List<string>>(Comparer<string>.Create((a, b) => string.CompareOrdinal(b, a)));
        foreach (JsonObject output in outputs.OfType<JsonObject>())
        {
            string? type = output.Text("output_type");
            if (type == "stream")
            {
                Add(output.Text("name") ?? "stdout", MultilineText.Join(output["text"]));
                continue;
            }

            Dictionary<string, JsonNode?>? content = output["data"] is JsonObject data
                ? RuntimeForms.Display(data.Where(member => !ignored.Contains(member.Key)))
                : null;
            // A picture may have come in another type, and is left out in its own.
            foreach (string name in content?.Keys.Where(ignored.Contains).ToList() ?? [])
            {
                content!.Remove(name);
            }

            if (content is not null && RuntimeForms.Printed(content) is { } printed)
            {
                Add("stdout", printed);
                continue;
            }

            EndStreams();
            if (type == "error")
            {
                (string error, string message) = RuntimeForms.Error(output.Text("ename") ?? "", output.Text("evalue") ?? "");
                shown.Add(new ShownOutput(ShownKind.Error, error, Single($"{error}: {message}")));
            }
            else if (content is { Count: > 0 })
            {
                shown.Add(new ShownOutput(ShownKind.Display, "", content));
            }
        }

        EndStreams();
        return shown;

        void Add(string name, string text) =>
            (streams.TryGetValue(name, out List<string>? pieces) ? pieces : streams[name] = []).Add(text);

        void EndStreams()
        {
            foreach ((string name, List<string> pieces) in streams)
            {
                string text = TerminalLines.Of(string.Concat(pieces));
                text = name == "stderr" ? RuntimeForms.Warnings(text) : text;
                if (!ignored.Contains(name) && !string.IsNullOrWhiteSpace(text))
                {
                    shown.Add(new ShownOutput(ShownKind.Stream, name, Single(text)));
                }
            }

            streams.Clear();
        }

        static Dictionary<string, JsonNode?> Single(string text) => new(StringComparer.Ordinal) { [Text] = text };
    }
}
