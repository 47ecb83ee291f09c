using System.Text.Json;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Running;

/// <summary>On which lines of a notebook's file its cells stand.</summary>
internal static class CellPlaces
{
    /// <summary>
    /// The line, from 1, of the source of each cell of an executed notebook, by the cell's place in it. Empty when the file is not
    /// to be read, or is no .ipynb.
    /// </summary>
    /// <param name="report">The notebook's report.</param>
    public static IReadOnlyDictionary<int, int> In(NotebookReport report)
    {
        if (report.Document is not { } document || NotebookDocument.FormatOf(report.Path) != NotebookFormat.Ipynb)
        {
            return new Dictionary<int, int>();
        }

        try
        {
            IReadOnlyList<int> lines = Read(File.ReadAllBytes(report.Path));
            // A cell that sets parameters was put in by the run.
            IEnumerable<(int Index, NotebookCell Item)> own = document.Cells.Index()
                .Where(cell => lines.Count == document.Cells.Count || !cell.Item.HasTag("injected-parameters"));
            return own.Zip(lines).ToDictionary(pair => pair.First.Index, pair => pair.Second);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return new Dictionary<int, int>();
        }
    }

    /// <summary>The lines of the cells' sources in an .ipynb, in order.</summary>
    /// <param name="file">The file's content.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static IReadOnlyList<int> Read(ReadOnlySpan<byte> file)
    {
        var lines = new List<int>();
        var options = new JsonReaderOptions { MaxDepth = 1024 };
        var json = new Utf8JsonReader(file, options);
        bool isInCells = false;
        long counted = 0;
        int line = 1;
        while (json.Read())
        {
            bool isName = json.TokenType == JsonTokenType.PropertyName;
            if (isName && json.CurrentDepth == 1)
            {
                isInCells = json.ValueTextEquals("cells"u8);
            }
            else if (isInCells && isName && json.CurrentDepth == 3 && json.ValueTextEquals("source"u8))
            {
                line += file[(int)counted..(int)json.TokenStartIndex].Count((byte)'\n');
                counted = json.TokenStartIndex;
                lines.Add(line);
            }
        }

        return lines;
    }
}
