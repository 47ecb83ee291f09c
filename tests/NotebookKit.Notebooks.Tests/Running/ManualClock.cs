namespace NotebookKit.Notebooks.Tests.Running;

/// <summary>A clock whose timers elapse when a test says so, however fast or slow the machine is.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];

    /// <summary>Timers of this length elapse as soon as they are made.</summary>
    public TimeSpan? ElapsesAtOnce { get; init; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(callback, state, dueTime);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        if (dueTime == ElapsesAtOnce)
        {
            ThreadPool.QueueUserWorkItem(_ => timer.Elapse());
        }

        return timer;
    }

    /// <summary>Lets the timers of a length elapse.</summary>
    public void Elapse(TimeSpan length)
    {
        List<ManualTimer> due;
        lock (_gate)
        {
            due = [.. _timers.Where(timer => timer.Length == length)];
        }

        Assert.NotEmpty(due);
        due.ForEach(timer => timer.Elapse());
    }

    private sealed class ManualTimer(TimerCallback callback, object? state, TimeSpan length) : ITimer
    {
        private bool _disposed;

        public TimeSpan Length { get; private set; } = length;

        public void Elapse()
        {
            if (!_disposed)
            {
                callback(state);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Length = dueTime;
            return !_disposed;
        }

        public void Dispose() => _disposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
