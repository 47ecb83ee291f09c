using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NotebookKit.Shared;

namespace NotebookKit.Notebooks.Documents;

/// <summary>The two ways in which a notebook stands in a file.</summary>
public enum NotebookFormat
{
    /// <summary>Jupyter's JSON, nbformat 4, with outputs.</summary>
    Ipynb,

    /// <summary>.NET Interactive's text with <c>#!csharp</c> and <c>#!markdown</c> separators, without outputs.</summary>
    Dib,
}

/// <summary>
/// A notebook: its cells and metadata, read from an .ipynb (nbformat 4) or .dib file. Whatever this class does not know
/// (metadata, attachments, widget state, number literals) is kept, and an untouched notebook is written as the same bytes.
/// </summary>
/// <example><code>
/// var notebook = NotebookDocument.Load("lesson.ipynb");
/// notebook.Cells[0].Source = "1 + 1";
/// notebook.Save("lesson.ipynb");
/// </code></example>
public sealed class NotebookDocument
{
    private readonly JsonObject _root;
    private readonly List<NotebookCell> _cells = [];
    private Original? _original;
    private HashSet<string>? _ids;

    private NotebookDocument(JsonObject root, string name, NotebookFormat format, Original? original)
    {
        _root = root;
        _original = original;
        Name = name;
        Format = format;
        _cells.AddRange(Array.Select(cell => new NotebookCell(this, (JsonObject)cell!)));
    }

    /// <summary>The file's path as it was given, for messages.</summary>
    public string Name { get; }

    /// <summary>The form in which the notebook was read; <see cref="NotebookFormat.Ipynb"/> for a new one.</summary>
    public NotebookFormat Format { get; }

    /// <summary>The cells from top to bottom.</summary>
    public IReadOnlyList<NotebookCell> Cells => _cells;

    /// <summary>The notebook's metadata.</summary>
    public JsonObject Metadata => _root.EnsureObject("metadata");

    /// <summary>The minor version of nbformat 4; cells have ids from 5 on.</summary>
    public int Minor => (int)_root["nbformat_minor"]!;

    /// <summary>
    /// The language of code cells that name none: <c>polyglot_notebook.kernelInfo.defaultKernelName</c>, else what the
    /// kernelspec says, else <c>csharp</c>.
    /// </summary>
    public string DefaultLanguage
    {
        get
        {
            JsonObject? metadata = _root.Object("metadata");
            string named = metadata.Object("polyglot_notebook").Object("kernelInfo").Text("defaultKernelName")
                ?? metadata.Object("dotnet_interactive").Text("defaultKernelName")
                ?? metadata.Object("kernelspec").Text("language")
                ?? "csharp";
            return named.ToLowerInvariant() switch
            {
                "c#" => "csharp",
                "f#" => "fsharp",
                var language => language,
            };
        }
    }

    /// <summary>What a reader should know of the notebook although it can be used: a sentence each, with the cell that it is
    /// about.</summary>
    public IReadOnlyList<NotebookWarning> Warnings =>
        [.. _cells.Select(
            (cell, i) => NotebookWarning.Of(cell, string.Create(CultureInfo.InvariantCulture, $"cell {i + 1} of {_cells.Count}")))
            .OfType<NotebookWarning>()];

    private JsonArray Array => (JsonArray)_root["cells"]!;

    /// <summary>A new notebook without cells, nbformat 4.5, that names this kit's kernel.</summary>
    public static NotebookDocument Create()
    {
        var document = new NotebookDocument(IpynbFormat.EmptyRoot(), "notebook", NotebookFormat.Ipynb, original: null);
        NotebookMetadata.Complete(document);
        return document;
    }

    /// <summary>Reads the notebook at <paramref name="path"/>, as a .dib when the name says so and else as an .ipynb.</summary>
    /// <exception cref="NotebookFormatException">The file is not a notebook of nbformat 4, or damaged.</exception>
    /// <exception cref="IOException">The file cannot be read, or is none: a folder, a pipe, a device.</exception>
    public static NotebookDocument Load(string path) => Parse(RegularFile.Read(path), path);

    /// <summary>Reads a notebook from a file's bytes.</summary>
    /// <param name="content">The file's content, UTF-8.</param>
    /// <param name="name">The file's name: it tells the format, and stands in messages.</param>
    /// <exception cref="NotebookFormatException">The content is not a notebook of nbformat 4, or damaged.</exception>
    public static NotebookDocument Parse(byte[] content, string name)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(name);
        return Parse(content, name, FormatOf(name));
    }

    /// <summary>The format that a file name stands for.</summary>
    public static NotebookFormat FormatOf(string path) =>
        Path.GetExtension(path).Equals(".dib", StringComparison.OrdinalIgnoreCase) ? NotebookFormat.Dib : NotebookFormat.Ipynb;

    /// <summary>
    /// The notebook as a file's bytes. In the format it was read from, and unchanged since, these are the bytes that were
    /// read. A .dib holds neither outputs nor cell metadata.
    /// </summary>
    /// <exception cref="NotebookFormatException">A .dib cannot hold a cell, because its text would be read as a separator.</exception>
    public byte[] ToBytes(NotebookFormat format)
    {
        string text = Write(format);
        return _original is { } read && read.Format == format && text == Parse(read.Content, Name, format).Write(format)
            ? read.Content
            : Encoding.UTF8.GetBytes(text);
    }

    /// <summary>Writes the notebook to <paramref name="path"/> atomically, in the format that the name stands for.</summary>
    /// <exception cref="NotebookFormatException">A .dib cannot hold a cell.</exception>
    /// <exception cref="IOException">The file cannot be written; it is as before.</exception>
    public void Save(string path)
    {
        NotebookFormat format = FormatOf(path);
        if (format == NotebookFormat.Ipynb && _cells.Exists(HasLongOutput))
        {
            AtomicFile.Write(path, WriteIpynb);
        }
        else
        {
            AtomicFile.Write(path, ToBytes(format));
        }
    }

    /// <summary>
    /// Whether the file at <paramref name="path"/> still holds the bytes that this notebook was read from: saving over it
    /// then loses nobody's changes.
    /// </summary>
    public bool IsStillIn(string path) =>
        _original is { } read && FileKinds.Of(path) == FileKind.Regular && read.Content.AsSpan().SequenceEqual(RegularFile.Read(path));

    /// <summary>Lets go of what takes much memory: the outputs of some cells, and the bytes of the file, which it then is no
    /// longer known to hold.</summary>
    internal void ForgetOutputs(IEnumerable<NotebookCell> of)
    {
        _original = null;
        foreach (NotebookCell cell in of)
        {
            cell.StoredOutputs.Clear();
        }
    }

    /// <summary>Puts a new cell before the cell that is now at <paramref name="index"/>, or at the end.</summary>
    /// <param name="index">From 0 to the number of cells.</param>
    /// <param name="kind">What the cell holds.</param>
    /// <param name="source">Its text.</param>
    /// <param name="language">Of a code cell, its language; null for the notebook's default.</param>
    /// <returns>The cell.</returns>
    public NotebookCell Insert(int index, CellKind kind, string source, string? language = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, _cells.Count);
        var json = new JsonObject { ["cell_type"] = kind.ToString().ToLowerInvariant(), ["metadata"] = new JsonObject() };
        if (kind == CellKind.Code)
        {
            json.SetSorted("execution_count", null);
            json.SetSorted("outputs", new JsonArray());
        }

        json.SetSorted("source", MultilineText.Split(source));
        if (Minor >= 5)
        {
            json.SetSorted("id", NewId(index, kind, source));
        }
        var cell = new NotebookCell(this, json);
        if (kind == CellKind.Code)
        {
            NotebookMetadata.SetLanguage(cell, language ?? DefaultLanguage);
        }
        Array.Insert(index, json);
        _cells.Insert(index, cell);
        return cell;
    }

    /// <summary>Puts a new cell at the end.</summary>
    /// <inheritdoc cref="Insert"/>
    public NotebookCell Add(CellKind kind, string source, string? language = null) => Insert(_cells.Count, kind, source, language);

    /// <summary>Takes away the cell at <paramref name="index"/>.</summary>
    public void RemoveAt(int index)
    {
        _cells.RemoveAt(index);
        Array.RemoveAt(index);
    }

    private static NotebookDocument Parse(byte[] content, string name, NotebookFormat format)
    {
        var untouched = new Original(format, content);
        if (format == NotebookFormat.Ipynb)
        {
            return new NotebookDocument(IpynbFormat.Read(content, name), name, format, untouched);
        }

        var document = new NotebookDocument(IpynbFormat.EmptyRoot(), name, format, untouched);
        DibFormat.Read(content, document);
        return document;
    }

    private string Write(NotebookFormat format) =>
        format == NotebookFormat.Ipynb ? JupyterJson.Write(_root) + "\n" : DibFormat.Write(this);

    private static bool HasLongOutput(NotebookCell cell) =>
        cell.Kind == CellKind.Code
        && cell.StoredOutputs.OfType<JsonObject>().Any(output => LongOutput.Members.Any(name => LongOutput.Of(output[name]) is not null));

    private void WriteIpynb(Stream file)
    {
        using var text = new StreamWriter(file, new UTF8Encoding(false), leaveOpen: true);
        JupyterJson.WriteTo(text, _root);
        text.Write('\n');
    }

    // Made from the cell's place and text, so that converting the same file twice gives the same bytes.
    private string NewId(int index, CellKind kind, string source)
    {
        _ids ??= [.. _cells.Select(cell => cell.Id).OfType<string>()];
        for (int attempt = 0; ; attempt++)
        {
            byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{index}/{attempt}/{kind}/{source}"));
            string id = Convert.ToHexStringLower(hash.AsSpan(0, 4));
            if (_ids.Add(id))
            {
                return id;
            }
        }
    }

    private sealed record Original(NotebookFormat Format, byte[] Content);
}
