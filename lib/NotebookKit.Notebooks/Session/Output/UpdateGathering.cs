using System.Diagnostics;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// Lets only the last of several quick updates of a display through: a loop that updates a progress bar a hundred thousand
/// times would otherwise send as many pictures that nobody sees. One object serves one cell; it may be called from any thread.
/// </summary>
/// <param name="next">Takes what passes: one call at a time.</param>
internal sealed class UpdateGathering(Action<SessionEvent> next) : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(40);

    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, DisplayEvent> _held = new(StringComparer.Ordinal);
    private Timer? _timer;
    private bool _timerSet;
    private long _lastPassed;

    /// <summary>
    /// Passes an event on; an update that follows another within 40 ms is held for that time, and replaced by a later one.
    /// </summary>
    /// <param name="shown">What the cell shows next.</param>
    public void Pass(SessionEvent shown)
    {
        lock (_gate)
        {
            if (shown is not DisplayEvent { IsUpdate: true } update)
            {
                // Text does not change what an update shows; everything else keeps its place.
                if (shown is not StreamEvent)
                {
                    PassHeld();
                }
                next(shown);
                return;
            }

            if (_held.Count == 0 && Stopwatch.GetElapsedTime(_lastPassed) >= s_interval)
            {
                _lastPassed = Stopwatch.GetTimestamp();
                next(update);
                return;
            }

            _held[update.DisplayId] = update;
            if (_timerSet)
            {
                return;
            }
            _timerSet = true;
            _timer ??= new Timer(
                static state => ((UpdateGathering)state!).Flush(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(s_interval, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Passes what is held.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            PassHeld();
        }
    }

    /// <summary>Passes what is held, and ends.</summary>
    public void Dispose()
    {
        Flush();
        _timer?.Dispose();
    }

    private void PassHeld()
    {
        _timerSet = false;
        if (_held.Count == 0)
        {
            return;
        }
        _lastPassed = Stopwatch.GetTimestamp();
        DisplayEvent[] held = [.. _held.Values];
        _held.Clear();
        foreach (DisplayEvent update in held)
        {
            next(update);
        }
    }
}
