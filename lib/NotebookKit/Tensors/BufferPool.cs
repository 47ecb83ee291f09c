namespace NotebookKit;

/// <summary>
/// Where tensors get their memory from. Outside a scope a buffer is an ordinary array. Inside a <see cref="Scope"/>, such
/// as one training step, buffers come from a pool and go back to it when the scope ends, so that a steady loop of equal
/// steps leaves nothing for the garbage collector.
/// </summary>
internal static class BufferPool
{
    [ThreadStatic]
    private static Scope? t_current;

    /// <summary>The buffers that this thread's scopes have given back, by exact length.</summary>
    [ThreadStatic]
    private static Dictionary<int, Shelf>? t_free;

    /// <summary>How many outermost scopes this thread has begun.</summary>
    [ThreadStatic]
    private static long t_steps;

    /// <summary>After this many steps without use a length's buffers are left to the garbage collector.</summary>
    private const int StepsKept = 256;

    /// <summary>A buffer of exactly this length with arbitrary content.</summary>
    public static float[] Rent(int length)
    {
        if (t_current is null)
            return GC.AllocateUninitializedArray<float>(length);
        if (t_free is not null && t_free.TryGetValue(length, out Shelf? shelf))
        {
            shelf.LastUsed = t_steps;
            if (shelf.Buffers.TryPop(out float[]? buffer))
                return buffer;
        }
        return GC.AllocateUninitializedArray<float>(length);
    }

    /// <summary>Notes a new tensor, so that the scope it was made in can take its buffer back.</summary>
    public static void Register(Tensor tensor) => t_current?.Tensors.Add(tensor);

    /// <summary>Gives a buffer that no tensor holds back for reuse, in a scope or not.</summary>
    public static void Return(float[] buffer)
    {
        if (buffer.Length == 0)
            return;
        t_free ??= [];
        if (!t_free.TryGetValue(buffer.Length, out Shelf? shelf))
            t_free[buffer.Length] = shelf = new Shelf();
        shelf.LastUsed = t_steps;
        shelf.Buffers.Push(buffer);
    }

    /// <summary>Starts a scope on this thread. Scopes nest; a tensor belongs to the innermost.</summary>
    public static Scope Begin()
    {
        Scope scope = t_spare ?? new Scope();
        t_spare = null;
        if (t_current is null && ++t_steps % StepsKept == 0)
            Tidy();
        scope.Outer = t_current;
        scope.IsOpen = true;
        t_current = scope;
        return scope;
    }

    /// <summary>Lets go of the buffers of models that are trained no more.</summary>
    private static void Tidy()
    {
        if (t_free is null)
            return;
        foreach ((int length, Shelf? shelf) in t_free)
        {
            if (shelf.LastUsed < t_steps - StepsKept)
                t_free.Remove(length);
        }
    }

    /// <summary>Makes tensors outside any scope for as long as the result lives: for state that outlives a step.</summary>
    public static Suspension Suspend()
    {
        var suspension = new Suspension(t_current);
        t_current = null;
        return suspension;
    }

    [ThreadStatic]
    private static Scope? t_spare;

    /// <summary>A stretch of work whose tensors end with it.</summary>
    internal sealed class Scope : IDisposable
    {
        internal readonly List<Tensor> Tensors = [];
        internal Scope? Outer;
        internal bool IsOpen;

        /// <summary>
        /// Takes back the buffers of every tensor made in the scope. Those tensors can no longer be read. A second call
        /// does nothing.
        /// </summary>
        public void Dispose()
        {
            if (!IsOpen)
                return;
            IsOpen = false;
            foreach (Tensor tensor in Tensors)
                tensor.Release();
            Tensors.Clear();
            t_current = Outer;
            Outer = null;
            t_spare = this;
        }
    }

    /// <summary>Restores the interrupted scope when disposed.</summary>
    internal readonly struct Suspension(Scope? suspended) : IDisposable
    {
        public void Dispose() => t_current = suspended;
    }

    /// <summary>Free buffers of one length.</summary>
    private sealed class Shelf
    {
        public readonly Stack<float[]> Buffers = new();
        public long LastUsed;
    }
}
