namespace NotebookKit.Notebooks.Tests.Running;

/// <summary>A clock whose timers elapse when a test says so, however fast or slow the machine is.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];

    /// <summary>Timers of this length elapse as soon as they are made.</summary>
    public TimeSpan? ElapsesAtOnce { get; init; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(callback, state, dueTime);
        lock (gate)
        {
            timers.Add(timer);
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
        lock (gate)
        {
            due = [.. timers.Where(timer => timer.Length == length)];
        }

        Assert.NotEmpty(due);
        due.ForEach(timer => timer.Elapse());
    }

    private sealed class ManualTimer(TimerCallback callback, object? state, TimeSpan length) : ITimer
    {
        private bool disposed;

        public TimeSpan Length { get; private set; } = length;

        public void Elapse()
        {
            if (!disposed)
            {
                callback(state);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Length = dueTime;
            return !disposed;
        }

        public void Dispose() => disposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
