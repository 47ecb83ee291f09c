using System.Globalization;
using System.Text;

namespace NotebookKit.Notebooks.Running;

/// <summary>
/// What the process of a notebook has on its standard error: between its marks what a cell, or a process that it started,
/// wrote there past <see cref="Console"/>; behind the last mark the last words of the .NET runtime.
/// </summary>
/// <param name="mark">What marks begin with: a text that no one else writes.</param>
internal sealed class HostErrors(string mark)
{
    private const int MaxText = 1 << 20;

    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly Dictionary<int, TaskCompletionSource<string>> _cells = [];
    private string _taken = "";
    private long _left;

    /// <summary>What was written after the last mark.</summary>
    public string Rest
    {
        get
        {
            lock (_gate)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>
    /// What the runtime said when it ended the process. Other threads go on while it says it, so that the mark of the cell that
    /// ends meanwhile may stand behind it, or in the middle of it.
    /// </summary>
    public string LastWords
    {
        get
        {
            lock (_gate)
            {
                string rest = _text.ToString();
                return HostDeath.DescribeWords(rest) is null && HostDeath.DescribeWords(_taken + rest) is not null ? _taken + rest : rest;
            }
        }
    }

    /// <summary>Marks the end of a cell on the standard error.</summary>
    public static void WriteMark(Stream errors, string mark, int number)
    {
        try
        {
            errors.Write(Encoding.ASCII.GetBytes(MarkOf(mark, number)));
            errors.Flush();
        }
        catch (IOException)
        {
            // A cell has closed it; then there is nothing to read either.
        }
    }

    /// <summary>Reads to the end of the stream.</summary>
    public async Task ReadAsync(StreamReader source)
    {
        char[] buffer = new char[4096];
        int count;
        while ((count = await source.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            lock (_gate)
            {
                Add(buffer.AsSpan(0, count));
            }
        }
    }

    /// <summary>What came before a cell's mark and after the one before.</summary>
    /// <param name="number">The cell's number.</param>
    /// <param name="patience">How long to wait for the mark; without it there is no text.</param>
    public async Task<string> TakeAsync(int number, TimeSpan patience)
    {
        TaskCompletionSource<string> cell;
        lock (_gate)
        {
            cell = Cell(number);
        }
        try
        {
            return await cell.Task.WaitAsync(patience).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return "";
        }
        finally
        {
            lock (_gate)
            {
                _cells.Remove(number);
            }
        }
    }

    private void Add(ReadOnlySpan<char> read)
    {
        int searched = Math.Max(0, _text.Length - mark.Length - 16);
        _text.Append(read);
        while (NextMark(searched) is var (start, end, number))
        {
            _taken = Taken(start);
            Cell(number).TrySetResult(_taken);
            _text.Remove(0, end);
            searched = 0;
        }

        // Keeps the beginning, where the runtime says what happened, and the end.
        if (_text.Length > MaxText)
        {
            _left += _text.Length - MaxText / 2;
            _text.Remove(MaxText / 4, _text.Length - MaxText / 2);
        }
    }

    private string Taken(int length)
    {
        string text = _text.ToString(0, length);
        if (_left > 0)
        {
            text = text.Insert(
                Math.Min(MaxText / 4, length), string.Create(CultureInfo.InvariantCulture, $"… ({_left} characters are left out) …"));
        }
        _left = 0;
        return text;
    }

    private (int Start, int End, int Number)? NextMark(int from)
    {
        string text = _text.ToString(from, _text.Length - from);
        int start = text.IndexOf(mark + ":", StringComparison.Ordinal);
        if (start < 0 || text.IndexOf(';', start) is var end && end < 0)
        {
            return null;
        }
        return int.TryParse(
            text.AsSpan(start + mark.Length + 1, end - start - mark.Length - 1), CultureInfo.InvariantCulture, out int number)
            ? (from + start, from + end + 1, number)
            : null;
    }

    private TaskCompletionSource<string> Cell(int number) => _cells.TryGetValue(number, out TaskCompletionSource<string>? cell)
        ? cell
        : _cells[number] = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);

    private static string MarkOf(string mark, int number) => string.Create(CultureInfo.InvariantCulture, $"{mark}:{number};");
}
