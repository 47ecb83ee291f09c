using System.Numerics.Tensors;

namespace NotebookKit.Kernels;

/// <summary>Adds one large array to another, shared among workers.</summary>
internal static unsafe class Sum
{
    /// <summary>Elements that one worker adds at a time, and from twice as many of which a second worker pays.</summary>
    private const int Part = 8192;

    private struct Job
    {
        public float* To, From;
        public int Length;
    }

    /// <summary>to[i] += from[i].</summary>
    public static void Add(float* to, float* from, int length)
    {
        if (length < 2 * Part)
        {
            Add(to, from, 0, length);
            return;
        }
        var job = new Job { To = to, From = from, Length = length };
        WorkerPool.Run((length + Part - 1) / Part, &AddPart, &job);
    }

    private static void AddPart(void* state, int part)
    {
        ref Job job = ref *(Job*)state;
        Add(job.To, job.From, part * Part, Math.Min(Part, job.Length - part * Part));
    }

    private static void Add(float* to, float* from, int start, int count) =>
        TensorPrimitives.Add(new ReadOnlySpan<float>(to + start, count), new ReadOnlySpan<float>(from + start, count),
            new Span<float>(to + start, count));
}
