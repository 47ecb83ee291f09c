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
    private static readonly TimeSpan GatheredFor = TimeSpan.FromMilliseconds(40);

    private readonly Lock gate = new();
    private readonly StringBuilder text = new();
    private string stream = "stdout";
    private Timer? timer;
    private bool timerSet;
    private bool closed;
    private Exception? listenerFailure;

    /// <summary>Passes an event on, after the console text that came before it; <c>false</c> when the cell has ended.</summary>
    public bool Send(SessionEvent happened)
    {
        var taken = false;
        Guarded(() =>
        {
            if (closed) return;
            taken = true;
            FlushText();
            Deliver(happened);
        });
        return taken;
    }

    /// <summary>Adds console text; <c>false</c> when the cell has ended, so that nothing gets lost unseen.</summary>
    public bool Write(string streamName, string written)
    {
        var taken = false;
        Guarded(() =>
        {
            if (closed) return;
            taken = true;
            if (streamName != stream) FlushText();
            stream = streamName;
            text.Append(written);
            if (text.Length >= GatheredCharacters) FlushWholeCharacters();
            else if (!timerSet) SetTimer();
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
            closed = true;
        });
        timer?.Dispose();
        if (listenerFailure is not null)
            throw new InvalidOperationException("The listener for the cell's events failed: " + listenerFailure.Message, listenerFailure);
    }

    public void Dispose() => timer?.Dispose();

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
                lock (gate) action();
            });
        }
    }

    private void SetTimer()
    {
        timerSet = true;
        timer ??= new Timer(static state => ((CellOutput)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(GatheredFor, Timeout.InfiniteTimeSpan);
    }

    private void OnTimer() => Guarded(() =>
    {
        if (!closed) FlushWholeCharacters();
    });

    /// <summary>Delivers what is gathered, but keeps the first half of a surrogate pair until the second comes: apart, both are lost.</summary>
    private void FlushWholeCharacters()
    {
        var half = text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text[^1] : (char?)null;
        if (half is not null) text.Length--;
        FlushText();
        if (half is not null) text.Append(half);
    }

    private void FlushText()
    {
        timerSet = false;
        if (text.Length == 0) return;
        var gathered = text.ToString();
        text.Clear();
        Deliver(new StreamEvent(stream, gathered));
    }

    private void Deliver(SessionEvent happened)
    {
        if (listenerFailure is not null) return;
        // The listener is the host's code on the user's thread: what it writes to the console is not the cell's.
        var cell = CellHost.Current;
        CellHost.Current = null;
        try
        {
            listener(happened);
        }
        catch (Exception error)
        {
            // The thread here is the user's or a timer's: the caller of the cell is told when the cell ends.
            listenerFailure = error;
        }
        finally
        {
            CellHost.Current = cell;
        }
    }
}
