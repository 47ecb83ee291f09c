using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKit.Notebooks.Documents;

/// <summary>Reads .ipynb files of nbformat 4 and says clearly what is wrong with those it cannot read.</summary>
internal static class IpynbFormat
{
    private const string Restore = "Restore the file from version control or a backup.";
    private const string SaveAgain = "Open the notebook in Jupyter or VS Code and save it again.";

    /// <summary>The JSON of a notebook without cells.</summary>
    public static JsonObject EmptyRoot() => new()
    {
        ["cells"] = new JsonArray(),
        ["metadata"] = new JsonObject(),
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    };

    /// <summary>Parses and checks a file's content.</summary>
    /// <exception cref="NotebookFormatException">It is not a notebook of nbformat 4.</exception>
    public static JsonObject Read(byte[] content, string file)
    {
        ReadOnlyMemory<byte> utf8 = Utf8Text.Check(content, file);
        if (utf8.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw new NotebookFormatException(file, null, "the file is empty; expected a notebook as JSON.", Restore);
        }

        if (ParseJson(utf8, file) is not JsonObject root)
        {
            throw new NotebookFormatException(
                file, null, "the file is JSON but not a notebook: expected an object with \"cells\".", Restore);
        }

        CheckVersion(root, file);
        if (root["metadata"] is not null and not JsonObject)
        {
            throw new NotebookFormatException(file, "\"metadata\"", $"expected an object, found {Describe(root["metadata"])}.", SaveAgain);
        }
        if (root["cells"] is not JsonArray cells)
        {
            string found = root.ContainsKey("cells") ? $"found {Describe(root["cells"])}" : "found none";
            throw new NotebookFormatException(file, "\"cells\"", $"expected a list of cells, {found}.", Restore);
        }

        for (int i = 0; i < cells.Count; i++)
        {
            CheckCell(cells[i], file, string.Create(CultureInfo.InvariantCulture, $"cell {i + 1} of {cells.Count}"));
        }
        return root;
    }

    private static JsonNode? ParseJson(ReadOnlyMemory<byte> utf8, string file)
    {
        try
        {
            return JsonText.Parse(utf8);
        }
        catch (JsonException error)
        {
            string? line = error.LineNumber is { } number ? string.Create(CultureInfo.InvariantCulture, $"line {number + 1}") : null;
            int conflict = utf8.Span.StartsWith("<<<<<<< "u8) ? 0 : utf8.Span.IndexOf("\n<<<<<<< "u8) + 1;
            if (conflict > 0 || utf8.Span.StartsWith("<<<<<<< "u8))
            {
                int lineOfConflict = utf8.Span[..conflict].Count((byte)'\n') + 1;
                throw new NotebookFormatException(
                    file, string.Create(CultureInfo.InvariantCulture, $"line {lineOfConflict}"),
                    "the file holds an unresolved merge conflict.", "Resolve the conflict, then try again.", error);
            }

            if (EndsInTheMiddle((NonFiniteNumbers.Find(utf8.Span)?.Replaced ?? utf8).Span))
            {
                int lastLine = utf8.Span.TrimEnd("\r\n"u8).Count((byte)'\n') + 1;
                throw new NotebookFormatException(
                    file, string.Create(CultureInfo.InvariantCulture, $"line {lastLine}"),
                    "the file is truncated: its JSON ends in the middle.", Restore, error);
            }

            if (Foreign(utf8.Span) is var (what, remedy))
            {
                throw new NotebookFormatException(file, line, what, remedy, error);
            }
            throw new NotebookFormatException(file, line, $"the file is not JSON: {JsonText.Problem(error)}.", Restore, error);
        }
    }

    // What is often saved in a notebook's place.
    private static (string What, string Remedy)? Foreign(ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> start = utf8.TrimStart(" \t\r\n"u8);
        if (start.StartsWith("version https://git-lfs"u8))
        {
            return ("this is a Git LFS pointer, a few lines that stand for the file itself.", "Fetch the file by: git lfs pull.");
        }
        return start.StartsWith("<!"u8) || start.StartsWith("<html"u8)
            ? ("this is a web page, not a notebook.", "On GitHub, download the file by its button Raw.")
            : null;
    }

    // True when everything up to the end is sound and only the rest is missing.
    private static bool EndsInTheMiddle(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(
            utf8, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = JupyterJson.MaxDepth }));
        try
        {
            while (reader.Read())
            {
            }

            return reader.CurrentDepth > 0 || reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void CheckVersion(JsonObject root, string file)
    {
        if (root["nbformat"] is not JsonValue major || !major.TryGetValue<int>(out int version))
        {
            throw new NotebookFormatException(
                file, "\"nbformat\"", $"expected the version 4, found {Describe(root["nbformat"])}; is this a notebook?", SaveAgain);
        }

        if (version != 4)
        {
            string remedy = version < 4
                ? "Convert it with: jupyter nbconvert --to notebook --nbformat 4 FILE."
                : "Save it as nbformat 4 with the program that wrote it.";
            throw new NotebookFormatException(
                file, "\"nbformat\"",
                string.Create(CultureInfo.InvariantCulture, $"expected nbformat 4, found nbformat {version}."), remedy);
        }

        if (root["nbformat_minor"] is not JsonValue minor || !minor.TryGetValue<int>(out _))
        {
            throw new NotebookFormatException(
                file, "\"nbformat_minor\"", $"expected a number from 0 to 5, found {Describe(root["nbformat_minor"])}.", SaveAgain);
        }
    }

    private static void CheckCell(JsonNode? node, string file, string where)
    {
        if (node is not JsonObject cell)
        {
            throw new NotebookFormatException(file, where, $"expected an object, found {Describe(node)}.", Restore);
        }
        (string Expected, string Member)? wrong =
            cell.Text("cell_type") is not ("code" or "markdown" or "raw") ? ("the cell_type code, markdown or raw", "cell_type")
            : !MultilineText.IsMultilineText(cell["source"]) ? ("its source as a string or a list of strings", "source")
            : cell["metadata"] is not null and not JsonObject ? ("its metadata as an object", "metadata")
            : cell["outputs"] is not null and not JsonArray ? ("its outputs as a list", "outputs")
            : null;
        if (wrong is var (expected, member))
        {
            throw new NotebookFormatException(
                file, where, $"expected {expected}, found {Describe(cell[member])}.", SaveAgain);
        }
    }

    private static string Describe(JsonNode? node) => node switch
    {
        null => "nothing",
        JsonObject => "an object",
        JsonArray => "a list",
        _ => Cut(JupyterJson.WriteCompact(node)),
    };

    // A message is read in a terminal: what the file says is quoted in one short line, control characters escaped.
    private static string Cut(string literal)
    {
        const int longest = 60;
        string plain = string.Concat(
            literal.Select(c => char.IsControl(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString()));
        return plain.Length <= longest ? plain : plain[..longest] + "…";
    }
}
