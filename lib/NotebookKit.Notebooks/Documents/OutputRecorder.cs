using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Documents;

/// <summary>
/// Writes what cells show into a notebook, as Jupyter saves it: consecutive text of one stream merged, updates applied to
/// the displays they name (in earlier cells too), cleared outputs gone. Nothing that changes between equal runs is
/// written: no times, no display ids.
/// </summary>
/// <remarks>One recorder serves one execution of a notebook, from top to bottom. It is not safe for use by several threads at once.</remarks>
public sealed class OutputRecorder
{
    private const int LongLine = 1 << 18;

    private readonly Dictionary<string, List<JsonObject>> displays = new(StringComparer.Ordinal);
    private NotebookCell? current;
    private bool clearBeforeNext;

    /// <summary>Starts a cell: its former outputs go, and it gets the number of its execution.</summary>
    /// <param name="cell">A code cell.</param>
    /// <param name="executionCount">1 for the first cell executed.</param>
    /// <exception cref="InvalidOperationException">The cell is not a code cell.</exception>
    public void Start(NotebookCell cell, int executionCount)
    {
        ArgumentNullException.ThrowIfNull(cell);
        cell.ExecutionCount = executionCount;
        cell.Outputs.Clear();
        current = cell;
        clearBeforeNext = false;
    }

    /// <summary>Records what the cell that was started last has shown.</summary>
    /// <exception cref="InvalidOperationException">No cell was started.</exception>
    public void Record(SessionEvent shown)
    {
        var cell = current ?? throw new InvalidOperationException("Call Start with a cell before recording its outputs.");
        switch (shown)
        {
            case StreamEvent { Text.Length: 0 }:
                break;
            case StreamEvent stream:
                AppendStream(cell, stream);
                break;
            case DisplayEvent { IsUpdate: true } update:
                foreach (var output in displays.GetValueOrDefault(update.DisplayId, [])) output["data"] = MimeBundle(update.Data);
                break;
            case DisplayEvent display:
                var displayed = new JsonObject
                {
                    ["data"] = MimeBundle(display.Data),
                    ["metadata"] = new JsonObject(),
                    ["output_type"] = "display_data",
                };
                Append(cell, displayed);
                if (!displays.TryGetValue(display.DisplayId, out var shownUnderId)) displays[display.DisplayId] = shownUnderId = [];
                shownUnderId.Add(displayed);
                break;
            case ResultEvent result:
                Append(cell, new JsonObject
                {
                    ["data"] = MimeBundle(result.Data),
                    ["execution_count"] = cell.ExecutionCount,
                    ["metadata"] = new JsonObject(),
                    ["output_type"] = "execute_result",
                });
                break;
            case ClearOutputEvent { Wait: true }:
                clearBeforeNext = true;
                break;
            case ClearOutputEvent:
                Clear(cell);
                break;
            case ErrorEvent error:
                Append(cell, new JsonObject
                {
                    ["ename"] = error.Name,
                    ["evalue"] = error.Value,
                    ["output_type"] = "error",
                    ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
                });
                break;
            default:
                throw new ArgumentException($"Outputs of the kind {shown.GetType().Name} cannot be saved.", nameof(shown));
        }
    }

    private void AppendStream(NotebookCell cell, StreamEvent stream)
    {
        if (!clearBeforeNext
            && cell.Outputs.LastOrDefault() is JsonObject last
            && last.Text("output_type") == "stream" && last.Text("name") == stream.Name)
        {
            Extend((JsonArray)last["text"]!, stream.Text);
            return;
        }

        Append(cell, new JsonObject
        {
            ["name"] = stream.Name,
            ["output_type"] = "stream",
            ["text"] = MultilineText.Split(stream.Text),
        });
    }

    // Splits only the unfinished last line anew, so that a cell that prints a lot is not split again for every write. A line
    // that does not end, such as a row of a million dots, goes on in a piece of its own: readers join the pieces anyway.
    private static void Extend(JsonArray lines, string text)
    {
        var unfinished = MultilineText.ReadString(lines[^1]!);
        var isLong = unfinished.Length >= LongLine;
        if (!isLong) lines.RemoveAt(lines.Count - 1);
        foreach (var line in MultilineText.Split(isLong ? text : unfinished + text)) lines.Add(line!.DeepClone());
    }

    private void Append(NotebookCell cell, JsonObject output)
    {
        if (clearBeforeNext) Clear(cell);
        cell.Outputs.Add((JsonNode)output);
    }

    private void Clear(NotebookCell cell)
    {
        clearBeforeNext = false;
        foreach (var shown in displays.Values) shown.RemoveAll(cell.Outputs.Contains);
        cell.Outputs.Clear();
    }

    private static JsonNode MimeBundle(JsonObject data)
    {
        var bundle = (JsonObject)JsonMembers.Sorted(data)!;
        foreach (var (type, content) in data)
        {
            if (content?.GetValueKind() == JsonValueKind.String && IsText(type))
                bundle[type] = MultilineText.Split(MultilineText.ReadString(content));
        }

        return bundle;
    }

    // The types whose text nbformat stores as a list of lines.
    private static bool IsText(string type) =>
        type.StartsWith("text/", StringComparison.Ordinal) || type is "application/javascript" or "image/svg+xml";
}
