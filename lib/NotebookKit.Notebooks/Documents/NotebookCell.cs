using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKit.Notebooks.Documents;

/// <summary>What a cell holds.</summary>
public enum CellKind
{
    /// <summary>Code to execute, with its outputs.</summary>
    Code,

    /// <summary>Markdown text.</summary>
    Markdown,

    /// <summary>Text that no program interprets.</summary>
    Raw,
}

/// <summary>
/// One cell of a <see cref="NotebookDocument"/>: a view of the cell's JSON, so that everything this class does not know
/// stays as it was read.
/// </summary>
public sealed class NotebookCell
{
    private readonly NotebookDocument _document;

    internal NotebookCell(NotebookDocument document, JsonObject json)
    {
        _document = document;
        Json = json;
    }

    /// <summary>The cell as nbformat JSON.</summary>
    public JsonObject Json { get; }

    /// <summary>What the cell holds.</summary>
    public CellKind Kind => Json.Text("cell_type") switch
    {
        "code" => CellKind.Code,
        "markdown" => CellKind.Markdown,
        _ => CellKind.Raw,
    };

    /// <summary>The cell's text. Setting it to what it is changes nothing in the file.</summary>
    public string Source
    {
        get => MultilineText.Join(Json["source"]);
        set
        {
            if (!MultilineText.IsMultilineText(Json["source"]) || Source != value)
            {
                Json.SetSorted("source", MultilineText.Split(value));
            }
        }
    }

    /// <summary>
    /// The language of the source: of a code cell <c>polyglot_notebook.kernelName</c>, else
    /// <c>dotnet_interactive.language</c>, else the notebook's <see cref="NotebookDocument.DefaultLanguage"/>; of other cells
    /// <c>markdown</c> or <c>raw</c>.
    /// </summary>
    public string Language
    {
        get
        {
            if (Kind != CellKind.Code)
            {
                return Kind == CellKind.Markdown ? "markdown" : "raw";
            }
            JsonObject? metadata = Json.Object("metadata");
            return metadata.Object("polyglot_notebook").Text("kernelName")
                ?? metadata.Object("dotnet_interactive").Text("language")
                ?? _document.DefaultLanguage;
        }
    }

    /// <summary>The cell's metadata, created when the file has none.</summary>
    public JsonObject Metadata => Json.EnsureObject("metadata");

    /// <summary>The cell's id (nbformat 4.5 and later), or null.</summary>
    public string? Id => Json.Text("id");

    /// <summary>The number of a code cell's last execution, or null when it has not run.</summary>
    public int? ExecutionCount
    {
        get => Json["execution_count"] is JsonValue value && value.TryGetValue<int>(out int count) ? count : null;
        set
        {
            if (Kind != CellKind.Code)
            {
                throw new InvalidOperationException("Only a code cell has an execution count.");
            }
            if (ExecutionCount != value || !Json.ContainsKey("execution_count"))
            {
                Json.SetSorted("execution_count", value);
            }
        }
    }

    /// <summary>The outputs of a code cell as nbformat JSON, created when the file has none.</summary>
    /// <exception cref="InvalidOperationException">The cell is not a code cell.</exception>
    public JsonArray Outputs
    {
        get
        {
            JsonArray outputs = StoredOutputs;
            foreach (JsonObject output in outputs.OfType<JsonObject>())
            {
                foreach (string name in LongOutput.Members)
                {
                    if (LongOutput.Of(output[name]) is { } content)
                    {
                        output[name] = content.Restore();
                    }
                }
            }

            return outputs;
        }
    }

    /// <summary>The outputs, of which large parts may be a <see cref="LongOutput"/>.</summary>
    internal JsonArray StoredOutputs
    {
        get
        {
            if (Kind != CellKind.Code)
            {
                throw new InvalidOperationException("Only a code cell has outputs.");
            }
            return Json.EnsureArray("outputs");
        }
    }

    /// <summary>The first line of the source that says something, cut to 60 characters: what the cell is called in reports.</summary>
    public string Title
    {
        get
        {
            const int most = 60;
            string line = Source.Split('\n').Select(text => text.Trim()).FirstOrDefault(text => text.Length > 0) ?? "";
            return line.Length <= most ? line : line[..(most - 1)] + "…";
        }
    }

    /// <summary>The tags in the cell's metadata; empty when there are none.</summary>
    public IReadOnlyList<string> Tags =>
        Json.Object("metadata")?["tags"] is JsonArray tags
            ? [.. tags.Where(tag => tag?.GetValueKind() == JsonValueKind.String).Select(tag => MultilineText.ReadString(tag!))]
            : [];

    /// <summary>Whether the cell carries <paramref name="tag"/>.</summary>
    public bool HasTag(string tag) => Tags.Contains(tag);

    /// <summary>Puts <paramref name="tag"/> on the cell, unless it is there.</summary>
    public void AddTag(string tag)
    {
        if (!HasTag(tag))
        {
            Metadata.EnsureArray("tags").Add((JsonNode)tag);
        }
    }
}
