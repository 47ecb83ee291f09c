using System.Text;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// Hands a cell's events to whoever listens, one at a time and in order. Console text is gathered for a moment, so that
/// a loop of small writes does not become thousands of events.
/// </summary>
internal sealed class CellOutput(Action<SessionEvent> listener) : IDisposable
{
    private const int GatheredCharacters = 8 * 1024;
    private static readonly TimeSpan s_gatheredFor = TimeSpan.FromMilliseconds(40);

    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private string _stream = "stdout";
    private Timer? _timer;
    private bool _timerSet;
    private bool _closed;
    private Exception? _listenerFailure;

    /// <summary>Passes an event on, after the console text that came before it; <c>false</c> when the cell has ended.</summary>
    public bool Send(SessionEvent happened)
    {
        bool taken = false;
        Guarded(() =>
        {
            if (_closed)
            {
                return;
            }
            taken = true;
            FlushText();
            Deliver(happened);
        });
        return taken;
    }

    /// <summary>Adds console text; <c>false</c> when the cell has ended, so that nothing gets lost unseen.</summary>
    public bool Write(string streamName, string written)
    {
        bool taken = false;
        Guarded(() =>
        {
            if (_closed)
            {
                return;
            }
            taken = true;
            if (streamName != _stream)
            {
                FlushText();
            }
            _stream = streamName;
            _text.Append(written);
            if (_text.Length >= GatheredCharacters)
            {
                FlushWholeCharacters();
            }
            else if (!_timerSet)
            {
                SetTimer();
            }
        });
        return taken;
    }

    /// <summary>Delivers the console text gathered so far.</summary>
    public void Flush() => Guarded(FlushText);

    /// <summary>Delivers what is gathered. Rethrows what the listener threw while no one could be told.</summary>
    public void Close()
    {
        Guarded(() =>
        {
            FlushText();
            _closed = true;
        });
        _timer?.Dispose();
        if (_listenerFailure is not null)
        {
            throw new InvalidOperationException("The listener for the cell's events failed: " + _listenerFailure.Message, _listenerFailure);
        }
    }

    public void Dispose() => _timer?.Dispose();

    /// <summary>
    /// An interrupt aborts managed code anywhere but in a <c>finally</c> block, and wakes threads that wait for a lock;
    /// half-delivered events must not happen.
    /// </summary>
    private void Guarded(Action action)
    {
        try
        {
        }
        finally
        {
            WakeGuard.Run(() =>
            {
                lock (_gate)
                {
                    action();
                }
            });
        }
    }

    private void SetTimer()
    {
        _timerSet = true;
        _timer ??= new Timer(static state => ((CellOutput)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(s_gatheredFor, Timeout.InfiniteTimeSpan);
    }

    private void OnTimer() => Guarded(() =>
    {
        if (!_closed)
        {
            FlushWholeCharacters();
        }
    });

    /// <summary>Delivers what is gathered, but keeps the first half of a surrogate pair until the second comes: apart, both are
    /// lost.</summary>
    private void FlushWholeCharacters()
    {
        char? half = _text.Length > 0 && char.IsHighSurrogate(_text[^1]) ? _text[^1] : (char?)null;
        if (half is not null)
        {
            _text.Length--;
        }
        FlushText();
        if (half is not null)
        {
            _text.Append(half);
        }
    }

    private void FlushText()
    {
        _timerSet = false;
        if (_text.Length == 0)
        {
            return;
        }
        string gathered = _text.ToString();
        _text.Clear();
        Deliver(new StreamEvent(_stream, gathered));
    }

    private void Deliver(SessionEvent happened)
    {
        if (_listenerFailure is not null)
        {
            return;
        }
        // The listener is the host's code on the user's thread: what it writes to the console is not the cell's.
        RunningCell? cell = RunningCell.Current;
        RunningCell.Current = null;
        try
        {
            listener(happened);
        }
        catch (Exception error)
        {
            // The thread here is the user's or a timer's: the caller of the cell is told when the cell ends.
            _listenerFailure = error;
        }
        finally
        {
            RunningCell.Current = cell;
        }
    }
}
