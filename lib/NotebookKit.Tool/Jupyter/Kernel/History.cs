using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>The cells that this kernel ran, for the history requests of consoles.</summary>
internal sealed class History
{
    /// <summary>The number of this kernel's session; earlier sessions are not kept.</summary>
    public const int Session = 1;

    private const int MaxEntries = 10_000;
    private const int MaxCharacters = 4 << 20;
    private const int MaxOutput = 10_000;

    private readonly Queue<Entry> _entries = [];
    private long _characters;

    private sealed record Entry(int Line, string Input, string? Output)
    {
        public int Length => Input.Length + (Output?.Length ?? 0);
    }

    /// <summary>
    /// Adds a cell that ran. Of a long output the beginning is kept, and the oldest entries give way when there are too many
    /// or their texts too long.
    /// </summary>
    public void Add(int line, string input, string? output)
    {
        var entry = new Entry(line, input, output is { Length: > MaxOutput } ? output[..MaxOutput] + "…" : output);
        _entries.Enqueue(entry);
        _characters += entry.Length;
        while (_entries.Count > 1 && (_entries.Count > MaxEntries || _characters > MaxCharacters))
        {
            _characters -= _entries.Dequeue().Length;
        }
    }

    /// <summary>Answers a <c>history_request</c>.</summary>
    public void Handle(Request request)
    {
        bool withOutput = request.Flag("output", false);
        string access = request.Text("hist_access_type", "tail")!;
        IEnumerable<Entry> found = access switch
        {
            "tail" => _entries.TakeLast(Math.Max(0, request.Number("n", 10))),
            "range" => Range(request.Number("session", 0), request.Number("start", 1), request.Number("stop", int.MaxValue)),
            "search" =>
                Search(request.Text("pattern", "*")!, request.Flag("unique", false), Math.Max(0, request.Number("n", int.MaxValue))),
            _ => throw new Wire.MalformedMessageException(
                $"history_request knows the access types tail, range and search; received '{access}'"),
        };
        request.Reply(new JsonObject
        {
            ["status"] = "ok",
            ["history"] = new JsonArray([.. found.Select(entry => ToJson(entry, withOutput))]),
        });
    }

    /// <summary>Session 0 is the current one, as in IPython; the last line is not included.</summary>
    private IEnumerable<Entry> Range(int session, int start, int stop) =>
        session is 0 or Session ? _entries.Where(entry => entry.Line >= start && entry.Line < stop) : [];

    /// <summary>The pattern is a glob over the whole input; of equal inputs the last is kept when they shall be unique.</summary>
    private IEnumerable<Entry> Search(string pattern, bool unique, int count)
    {
        IEnumerable<Entry> matching = _entries.Where(
            entry => FileSystemName.MatchesSimpleExpression(pattern, entry.Input, ignoreCase: false));
        if (unique)
        {
            matching = matching.Reverse().DistinctBy(entry => entry.Input).Reverse();
        }
        return matching.TakeLast(count);
    }

    private static JsonNode ToJson(Entry entry, bool withOutput) => new JsonArray(
        Session,
        entry.Line,
        withOutput ? new JsonArray(entry.Input, entry.Output) : entry.Input);
}
