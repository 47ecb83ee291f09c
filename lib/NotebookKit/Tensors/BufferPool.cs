namespace NotebookKit;

/// <summary>
/// Where tensors get their memory from. Outside a scope a buffer is an ordinary array. Inside a <see cref="Scope"/>, such
/// as one training step, buffers come from a pool and go back to it when the scope ends, so that a steady loop of equal
/// steps leaves nothing for the garbage collector.
/// </summary>
internal static class BufferPool
{
    [ThreadStatic]
    private static Scope? current;

    /// <summary>The buffers that this thread's scopes have given back, by exact length.</summary>
    [ThreadStatic]
    private static Dictionary<int, Stack<float[]>>? free;

    /// <summary>A buffer of exactly this length with arbitrary content.</summary>
    public static float[] Rent(int length)
    {
        if (current is null)
            return GC.AllocateUninitializedArray<float>(length);
        if (free is not null && free.TryGetValue(length, out Stack<float[]>? stack) && stack.TryPop(out float[]? buffer))
            return buffer;
        return GC.AllocateUninitializedArray<float>(length);
    }

    /// <summary>Notes a new tensor, so that the scope it was made in can take its buffer back.</summary>
    public static void Register(Tensor tensor) => current?.Tensors.Add(tensor);

    /// <summary>Gives a buffer that no tensor holds back for reuse, in a scope or not.</summary>
    public static void Return(float[] buffer)
    {
        if (buffer.Length == 0)
            return;
        free ??= [];
        if (!free.TryGetValue(buffer.Length, out Stack<float[]>? stack))
            free[buffer.Length] = stack = new Stack<float[]>();
        stack.Push(buffer);
    }

    /// <summary>Starts a scope on this thread. Scopes nest; a tensor belongs to the innermost.</summary>
    public static Scope Begin()
    {
        Scope scope = spare ?? new Scope();
        spare = null;
        scope.Outer = current;
        current = scope;
        return scope;
    }

    /// <summary>Makes tensors outside any scope for as long as the result lives: for state that outlives a step.</summary>
    public static Suspension Suspend()
    {
        var suspension = new Suspension(current);
        current = null;
        return suspension;
    }

    [ThreadStatic]
    private static Scope? spare;

    /// <summary>A stretch of work whose tensors end with it.</summary>
    internal sealed class Scope : IDisposable
    {
        internal readonly List<Tensor> Tensors = [];
        internal Scope? Outer;

        /// <summary>Takes back the buffers of every tensor made in the scope. Those tensors can no longer be read.</summary>
        public void Dispose()
        {
            foreach (Tensor tensor in Tensors)
                tensor.Release();
            Tensors.Clear();
            current = Outer;
            Outer = null;
            spare = this;
        }
    }

    /// <summary>Restores the interrupted scope when disposed.</summary>
    internal readonly struct Suspension(Scope? suspended) : IDisposable
    {
        public void Dispose() => current = suspended;
    }
}
