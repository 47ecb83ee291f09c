using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKit.Notebooks.Documents;

/// <summary>
/// The .dib format: a <c>#!meta</c> block of JSON, then for each cell a line that names its language (<c>#!csharp</c>,
/// <c>#!markdown</c>) and its text, set off by one empty line before and after.
/// </summary>
internal static class DibFormat
{
    // The languages of .NET Interactive and their aliases; a #!meta block may name more.
    private static readonly Dictionary<string, string> s_knownLanguages = new(StringComparer.Ordinal)
    {
        ["csharp"] = "csharp",
        ["cs"] = "csharp",
        ["C#"] = "csharp",
        ["c#"] = "csharp",
        ["fsharp"] = "fsharp",
        ["fs"] = "fsharp",
        ["F#"] = "fsharp",
        ["f#"] = "fsharp",
        ["pwsh"] = "pwsh",
        ["powershell"] = "pwsh",
        ["html"] = "html",
        ["javascript"] = "javascript",
        ["js"] = "javascript",
        ["mermaid"] = "mermaid",
        ["http"] = "http",
        ["sql"] = "sql",
        ["kql"] = "kql",
        ["value"] = "value",
        ["markdown"] = "markdown",
        ["md"] = "markdown",
        ["raw"] = "raw",
    };

    /// <summary>Adds the file's cells and metadata to an empty document.</summary>
    /// <exception cref="NotebookFormatException">The file is not UTF-8, or its <c>#!meta</c> block is not a JSON object.</exception>
    public static void Read(byte[] content, NotebookDocument document)
    {
        List<string> lines = Utf8Text.Read(content, document.Name).Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').ToList();
        if (lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        int first = lines.FindIndex(line => line.Length > 0);
        int start = first >= 0 && lines[first].TrimEnd() == "#!meta" ? ReadMeta(lines, first + 1, document) : 0;

        Dictionary<string, string> languages = LanguagesOf(document.Metadata);
        string? language = null;
        for (int i = start; i <= lines.Count; i++)
        {
            string? next = i < lines.Count ? Separator(lines[i], languages) : "";
            if (next is not null)
            {
                AddCell(lines, start, i, language, document);
                (language, start) = (next, i + 1);
            }
        }

        NotebookMetadata.Complete(document);
    }

    /// <summary>The document as a .dib.</summary>
    /// <exception cref="NotebookFormatException">A cell holds a line that would be read as the start of another cell.</exception>
    public static string Write(NotebookDocument document)
    {
        var text = new StringBuilder();
        if (document.Metadata.Object("polyglot_notebook") is { } meta)
        {
            text.Append("#!meta\n\n").Append(JupyterJson.WriteCompact(meta)).Append('\n');
        }

        Dictionary<string, string> languages = LanguagesOf(document.Metadata);
        for (int i = 0; i < document.Cells.Count; i++)
        {
            NotebookCell cell = document.Cells[i];
            string source = cell.Source.Replace("\r\n", "\n", StringComparison.Ordinal);
            string? clash = cell.Language == "meta"
                ? "#!meta"
                : source.Split('\n').FirstOrDefault(line => Separator(line, languages) is not null);
            if (cell.Language.Length == 0 || cell.Language.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            {
                throw new NotebookFormatException(
                    document.Name, string.Create(CultureInfo.InvariantCulture, $"cell {i + 1} of {document.Cells.Count}"),
                    "the name of its language is not one word, and cannot stand in a .dib.",
                    "Name the language, such as csharp, in the cell's metadata.");
            }

            if (clash is not null)
            {
                throw new NotebookFormatException(
                    document.Name, string.Create(CultureInfo.InvariantCulture, $"cell {i + 1} of {document.Cells.Count}"),
                    $"the cell cannot stand in a .dib, where its line '{clash}' starts another cell.",
                    "Put what follows the line into a cell of its own, or keep the notebook as .ipynb.");
            }

            if (text.Length > 0)
            {
                text.Append('\n');
            }
            text.Append("#!").Append(cell.Language).Append("\n\n").Append(source).Append('\n');
            languages.TryAdd(cell.Language, cell.Language);
        }

        return text.ToString();
    }

    private static int ReadMeta(List<string> lines, int start, NotebookDocument document)
    {
        int end = start;
        while (end < lines.Count && !lines[end].StartsWith("#!", StringComparison.Ordinal))
        {
            end++;
        }
        string json = string.Join('\n', lines.GetRange(start, end - start));
        try
        {
            if (JsonText.Parse(Encoding.UTF8.GetBytes(json)) is JsonObject meta)
            {
                document.Metadata.SetSorted("polyglot_notebook", meta);
                return end;
            }
        }
        catch (JsonException error)
        {
            throw BadMeta(error);
        }

        throw BadMeta(null);

        NotebookFormatException BadMeta(JsonException? error) => new(
            document.Name, string.Create(CultureInfo.InvariantCulture, $"line {start + 1}"),
            $"the #!meta block must hold one JSON object{(error is null ? "" : ": " + JsonText.Problem(error))}.",
            """Mend it, or put {"kernelInfo":{"defaultKernelName":"csharp"}} there.""", error);
    }

    private static void AddCell(List<string> lines, int start, int end, string? language, NotebookDocument document)
    {
        bool isLast = end == lines.Count;
        if (start < end && lines[start].Length == 0)
        {
            start++;
        }
        if (start < end && !isLast && lines[end - 1].Length == 0)
        {
            end--;
        }
        string source = string.Join('\n', lines.GetRange(start, end - start));
        if (language is not null || source.Trim().Length > 0)
        {
            CellKind kind = language switch { "markdown" => CellKind.Markdown, "raw" => CellKind.Raw, _ => CellKind.Code };
            document.Add(kind, source, language);
        }
    }

    private static Dictionary<string, string> LanguagesOf(JsonObject metadata)
    {
        var languages = new Dictionary<string, string>(s_knownLanguages, StringComparer.Ordinal);
        JsonNode? named = metadata.Object("polyglot_notebook").Object("kernelInfo")?["items"];
        foreach (JsonObject item in (named as JsonArray ?? []).OfType<JsonObject>().Where(item => item.Text("name") is not null))
        {
            string name = item.Text("name")!;
            languages[name] = name;
            foreach (JsonNode? alias in (item["aliases"] as JsonArray ?? []).Where(alias => alias?.GetValueKind() == JsonValueKind.String))
            {
                languages[MultilineText.ReadString(alias!)] = name;
            }
        }
        return languages;
    }

    // The language that a separator line names; null for every other line. A line with arguments is a directive of its cell.
    private static string? Separator(string line, Dictionary<string, string> languages) =>
        line.StartsWith("#!", StringComparison.Ordinal)
            && languages.TryGetValue(line[2..].TrimEnd(), out string? language) ? language : null;
}
