using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Running;

/// <summary>
/// Writes what cells show into a notebook, as Jupyter saves it: consecutive text of one stream merged, updates applied to
/// the displays they name (in earlier cells too), cleared outputs gone. Nothing that changes between equal runs is
/// written: no times, no display ids.
/// </summary>
/// <remarks>One recorder serves one execution of a notebook, from top to bottom. It is not safe for use by several threads at
/// once.</remarks>
internal sealed class OutputRecorder
{
    private readonly SpillFile? _spill;
    private readonly Dictionary<string, List<JsonObject>> _displays = new(StringComparer.Ordinal);
    private NotebookCell? _current;
    private bool _clearBeforeNext;
    private int _streamLength;

    /// <summary>A recorder that keeps everything in memory.</summary>
    public OutputRecorder()
    {
    }

    /// <summary>A recorder that moves large outputs of ended cells to a file, from where they come back when they are asked for or
    /// saved.</summary>
    internal OutputRecorder(SpillFile spill) => _spill = spill;

    /// <summary>Starts a cell: its former outputs go, and it gets the number of its execution.</summary>
    /// <param name="cell">A code cell.</param>
    /// <param name="executionCount">1 for the first cell executed.</param>
    /// <exception cref="InvalidOperationException">The cell is not a code cell.</exception>
    public void Start(NotebookCell cell, int executionCount)
    {
        cell.ExecutionCount = executionCount;
        cell.StoredOutputs.Clear();
        _current = cell;
        _clearBeforeNext = false;
    }

    /// <summary>Records what the cell that was started last has shown.</summary>
    /// <exception cref="InvalidOperationException">No cell was started.</exception>
    public void Record(SessionEvent shown)
    {
        NotebookCell cell = _current ?? throw new InvalidOperationException("Call Start with a cell before recording its outputs.");
        switch (shown)
        {
            case StreamEvent { Text.Length: 0 }:
                break;
            case StreamEvent stream:
                AppendStream(cell, stream);
                break;
            case DisplayEvent { IsUpdate: true } update:
                Update(_displays.GetValueOrDefault(update.DisplayId, []), update.Data);
                break;
            case ClearOutputEvent { Wait: true }:
                _clearBeforeNext = true;
                break;
            case ClearOutputEvent:
                Clear(cell);
                break;
            case DisplayEvent display:
                JsonObject displayed = Append(cell, display);
                (_displays.TryGetValue(display.DisplayId, out List<JsonObject>? known) ? known : _displays[display.DisplayId] = [])
                    .Add(displayed);
                break;
            default:
                Append(cell, shown);
                break;
        }
    }

    /// <summary>The cell that was started last has ended.</summary>
    internal void End()
    {
        if (_spill is null || _current is null)
        {
            return;
        }
        foreach (JsonObject output in _current.StoredOutputs.OfType<JsonObject>())
        {
            Spill(output, _spill);
        }
    }

    private static void Spill(JsonObject output, SpillFile file)
    {
        foreach (string name in LongOutput.Members)
        {
            if (output[name] is not { } content)
            {
                continue;
            }
            if (LongOutput.Of(content) is null)
            {
                if (Length(content) < LongOutput.Threshold)
                {
                    continue;
                }
                output[name] = LongOutput.Json(content).ToValue();
            }

            LongOutput.Of(output[name])!.SpillTo(file);
        }
    }

    private void AppendStream(NotebookCell cell, StreamEvent stream)
    {
        if (!_clearBeforeNext
            && cell.StoredOutputs.LastOrDefault() is JsonObject last
            && last.Text("output_type") == JupyterMessage.Stream && last.Text("name") == stream.Name)
        {
            Extend(last, stream.Text);
            return;
        }

        _streamLength = stream.Text.Length;
        Append(cell, stream)["text"] = MultilineText.Split(stream.Text);
    }

    // Splits only the unfinished last line anew, so that a cell that prints a lot is not split again for every write; and
    // keeps a text that has become long as one, since a node for every line takes many times its memory.
    private void Extend(JsonObject output, string text)
    {
        _streamLength += text.Length;
        if (LongOutput.Of(output["text"]) is { } content)
        {
            content.Append(text);
            return;
        }

        var lines = (JsonArray)output["text"]!;
        if (_streamLength > LongOutput.Threshold)
        {
            output["text"] = LongOutput.Text(MultilineText.Join(lines) + text).ToValue();
            return;
        }

        string unfinished = MultilineText.ReadString(lines[^1]!);
        lines.RemoveAt(lines.Count - 1);
        foreach (JsonNode? line in MultilineText.Split(unfinished + text))
        {
            lines.Add(line!.DeepClone());
        }
    }

    /// <summary>Adds the content of Jupyter's message, without what holds only while the kernel runs.</summary>
    private JsonObject Append(NotebookCell cell, SessionEvent shown)
    {
        if (_clearBeforeNext)
        {
            Clear(cell);
        }
        (string type, JsonObject output) = JupyterMessage.Of(shown, cell.ExecutionCount);
        output.Remove("transient");
        output.SetSorted("output_type", type);
        if (output.Object("data") is { } data)
        {
            output["data"] = MimeBundle(data);
        }
        cell.StoredOutputs.Add((JsonNode)output);
        return output;
    }

    private void Clear(NotebookCell cell)
    {
        _clearBeforeNext = false;
        JsonArray outputs = cell.StoredOutputs;
        foreach (List<JsonObject> shown in _displays.Values)
        {
            shown.RemoveAll(output => ReferenceEquals(output.Parent, outputs));
        }
        outputs.Clear();
    }

    private void Update(List<JsonObject> outputs, JsonObject data)
    {
        foreach (JsonObject output in outputs)
        {
            output["data"] = MimeBundle(data);
            // A cell that has ended keeps its large outputs in the file.
            if (_spill is not null && output.Parent != _current?.StoredOutputs)
            {
                Spill(output, _spill);
            }
        }
    }

    private static long Length(JsonNode? node) => node switch
    {
        JsonObject members => members.Sum(member => member.Key.Length + Length(member.Value)),
        JsonArray items => items.Sum(item => 1 + Length(item)),
        JsonValue value when value.TryGetValue(out string? text) => text.Length,
        _ => 8,
    };

    private static JsonNode MimeBundle(JsonObject data)
    {
        var bundle = (JsonObject)JsonMembers.Sorted(data)!;
        foreach ((string type, JsonNode? content) in data)
        {
            if (content?.GetValueKind() == JsonValueKind.String && IsText(type))
            {
                bundle[type] = MultilineText.Split(MultilineText.ReadString(content));
            }
        }

        return bundle;
    }

    // The types whose text nbformat stores as a list of lines.
    private static bool IsText(string type) =>
        type.StartsWith("text/", StringComparison.Ordinal) || type is "application/javascript" or "image/svg+xml";
}
