using System.Numerics;
using System.Runtime.InteropServices;

namespace NotebookKit.Kernels;

/// <summary>
/// A block of floats outside the managed heap, aligned to a cache line, taken from a pool and given back by <see cref="Dispose"/>.
/// A block that is dropped without Dispose frees its memory when it is collected. Contents are undefined when rented.
/// </summary>
internal sealed unsafe partial class Scratch : IDisposable
{
    private const int Alignment = 64;

    /// <summary>Bytes of a huge page of x64 and Arm Linux.</summary>
    private const nuint HugePage = 2 << 20;

    /// <summary>Linux's MADV_HUGEPAGE.</summary>
    private const int UseHugePages = 14;

    /// <summary>Blocks of one size class that the pool keeps for reuse at most.</summary>
    private const int KeptPerClass = 16;

    /// <summary>Floats of one size class that the pool keeps for reuse, but two blocks always: 256 MB.</summary>
    private const int KeptFloats = 1 << 26;

    private static readonly Stack<Scratch>[] s_pool = [.. Enumerable.Range(0, 64).Select(_ => new Stack<Scratch>(KeptPerClass))];

    private readonly int _sizeClass;
    private readonly nuint _bytes;
    private bool _rented;

    private Scratch(int sizeClass)
    {
        _sizeClass = sizeClass;
        _bytes = (nuint)sizeof(float) << sizeClass;
        bool large = _bytes >= HugePage;
        Pointer = (float*)NativeMemory.AlignedAlloc(_bytes, large ? HugePage : Alignment);
        if (!large)
            return;
        if (OperatingSystem.IsLinux())
            AdviseMemory(Pointer, _bytes, UseHugePages);
        // A dropped tape holds far more than its small object shows: the collector is to know.
        GC.AddMemoryPressure((long)_bytes);
    }

    ~Scratch() => Free();

    /// <summary>The first float; valid until <see cref="Dispose"/>.</summary>
    public float* Pointer { get; }

    /// <summary>A block of at least <paramref name="count"/> floats.</summary>
    public static Scratch Rent(nint count)
    {
        int sizeClass = BitOperations.Log2((ulong)Math.Max(count, 64) - 1) + 1;
        Stack<Scratch> kept = s_pool[sizeClass];
        Scratch? block;
        lock (kept)
            kept.TryPop(out block);
        block ??= new Scratch(sizeClass);
        block._rented = true;
        return block;
    }

    /// <summary>Gives the block back; a second call does nothing.</summary>
    public void Dispose()
    {
        if (!_rented)
            return;
        _rented = false;
        Stack<Scratch> kept = s_pool[_sizeClass];
        lock (kept)
        {
            if (kept.Count < Math.Clamp(KeptFloats >> Math.Min(_sizeClass, 31), 2, KeptPerClass))
            {
                kept.Push(this);
                return;
            }
        }
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(Pointer);
        if (_bytes >= HugePage)
            GC.RemoveMemoryPressure((long)_bytes);
    }

    /// <summary>
    /// Asks for huge pages: the gates of a long batch span thousands of small ones, more than the processor remembers the places
    /// of. A hint; where it is refused, the memory works as before.
    /// </summary>
    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int AdviseMemory(void* address, nuint length, int advice);
}
