using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NotebookKit.Kernels;

/// <summary>
/// What a tile asks for while it multiplies. A type, so that a loop that asks for nothing holds nothing of it.
/// </summary>
internal interface IAhead
{
    /// <summary>Asks for what belongs to the p-th row of the panel in use.</summary>
    void Ask(nint p);
}

internal readonly struct NothingAhead : IAhead
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Ask(nint p)
    {
    }
}

/// <summary>
/// A share of the panel that comes next. The panels of a large kernel come from the last cache at every time step, and the first
/// tile that used one would wait for it.
/// </summary>
internal readonly unsafe struct PanelAhead(float* start, nint step) : IAhead
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Ask(nint p) => Sse.Prefetch1(start + p * step);
}
