using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// Bounds what a cell shows, so that a loop that never stops printing fills neither memory nor the notebook's file. The cell
/// goes on; what exceeds the limit is dropped, and a sentence on the error stream says so. One object serves one cell.
/// </summary>
/// <remarks>
/// What counts is what the notebook would hold: an update counts instead of what it replaces, and clearing the outputs
/// begins anew. Errors, and a small result, still come through, each within a bound of its own. Not safe for several
/// threads at once; a session's events come one at a time.
/// </remarks>
/// <param name="limit">The bytes (UTF-8) that a cell's outputs may have.</param>
/// <param name="next">Takes what passes.</param>
internal sealed class OutputLimit(long limit, Action<SessionEvent> next)
{
    /// <summary>The limit when nothing else is said: 10 MB.</summary>
    public const long Default = 10L << 20;

    /// <summary>What an output takes in the notebook beside its content.</summary>
    private const int PerOutput = 256;

    private const int SmallResult = 64 << 10;

    private readonly Dictionary<string, long> _displays = new(StringComparer.Ordinal);
    private string? _lastStream;
    private long _used;
    private bool _isCut;
    private bool _clearsBeforeNext;

    /// <summary>Passes an event on, cut where it exceeds the limit, or drops it.</summary>
    /// <param name="shown">What the cell shows next.</param>
    public void Pass(SessionEvent shown)
    {
        if (shown is ClearOutputEvent clear)
        {
            _clearsBeforeNext = true;
            if (!clear.Wait)
            {
                Clear();
            }
            next(clear);
            return;
        }

        if (_clearsBeforeNext && shown is not DisplayEvent { IsUpdate: true })
        {
            Clear();
        }
        switch (shown)
        {
            case StreamEvent stream:
                PassStream(stream);
                break;
            case DisplayEvent display:
                PassDisplay(display);
                break;
            case ResultEvent result:
                PassResult(result);
                break;
            case ErrorEvent error:
                _lastStream = null;
                next(ErrorBounds.Shorten(error));
                break;
            default:
                next(shown);
                break;
        }
    }

    private void PassStream(StreamEvent stream)
    {
        if (_isCut)
        {
            return;
        }
        if (stream.Name != _lastStream)
        {
            _used += PerOutput;
        }
        _lastStream = stream.Name;
        int bytes = Encoding.UTF8.GetByteCount(stream.Text);
        if (_used + bytes <= limit)
        {
            _used += bytes;
            next(stream);
            return;
        }

        string fitting = Fitting(stream.Text, limit - _used);
        if (fitting.Length > 0)
        {
            next(stream with { Text = fitting });
        }
        Cut();
    }

    private void PassDisplay(DisplayEvent display)
    {
        long size = PerOutput + Size(display.Data);
        bool isKnown = _displays.TryGetValue(display.DisplayId, out long before);
        // An update of what was dropped is dropped as well.
        if (_isCut && !isKnown)
        {
            return;
        }
        if (display.IsUpdate && isKnown)
        {
            if (_used - before + size > limit)
            {
                Cut();
                return;
            }

            _used -= before;
        }
        else if (_used + size > limit)
        {
            Cut();
            return;
        }

        _used += size;
        _displays[display.DisplayId] = display.IsUpdate || !isKnown ? size : size + before;
        if (!display.IsUpdate)
        {
            _lastStream = null;
        }
        next(display);
    }

    private void PassResult(ResultEvent result)
    {
        long size = PerOutput + Size(result.Data);
        if (size > SmallResult && _used + size > limit)
        {
            Cut();
            return;
        }

        _used += size;
        _lastStream = null;
        next(result);
    }

    private void Cut()
    {
        if (_isCut)
        {
            return;
        }
        _isCut = true;
        _lastStream = null;
        next(new StreamEvent("stderr", string.Create(
            CultureInfo.InvariantCulture,
            $"The output of this cell reached its limit of {Amount(limit)}; what follows is left out, and the cell goes on. "
            + $"Print less, or raise the limit with --output-limit.\n")));
    }

    private void Clear()
    {
        _used = 0;
        _isCut = false;
        _clearsBeforeNext = false;
        _lastStream = null;
        _displays.Clear();
    }

    private static string Amount(long bytes) => bytes switch
    {
        >= 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.#} MB"),
        >= 1 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 10):0.#} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
    };

    /// <summary>The longest beginning of a text that has at most so many bytes, and ends between two characters.</summary>
    private static string Fitting(string text, long bytes)
    {
        // No character of UTF-16 has more than three bytes, so this many fit for certain; the rest is looked at one by one.
        int length = 0;
        long used = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            used += rune.Utf8SequenceLength;
            if (used > bytes)
            {
                break;
            }
            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

    private static long Size(JsonObject data) => data.Sum(content => content.Key.Length + SizeOf(content.Value));

    private static long SizeOf(JsonNode? node) => node switch
    {
        null => 4,
        JsonObject members => 2 + members.Sum(member => 4 + member.Key.Length + SizeOf(member.Value)),
        JsonArray items => 2 + items.Sum(item => 1 + SizeOf(item)),
        JsonValue value when value.TryGetValue(out string? text) => Encoding.UTF8.GetByteCount(text),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => 16,
        _ => 16,
    };
}
