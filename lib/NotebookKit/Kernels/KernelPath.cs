using System.Runtime.Intrinsics;

namespace NotebookKit.Kernels;

/// <summary>The vector width that the hot loops use.</summary>
internal enum KernelPath
{
    /// <summary>Plain scalar loops: the reference that every other path is tested against.</summary>
    Scalar,

    /// <summary>Vectors of 4 floats (SSE, Arm AdvSimd).</summary>
    Vector128,

    /// <summary>Vectors of 8 floats (AVX2).</summary>
    Vector256,

    /// <summary>Vectors of 16 floats (AVX-512).</summary>
    Vector512,
}

/// <summary>What the processor offers, decided once when the library is loaded.</summary>
internal static class Machine
{
    /// <summary>
    /// The widest path that the processor runs in hardware. The runtime's switches (<c>DOTNET_EnableAVX512=0</c>,
    /// <c>DOTNET_EnableAVX2=0</c>, <c>DOTNET_EnableHWIntrinsic=0</c>) narrow it, since they decide what counts as accelerated.
    /// </summary>
    public static readonly KernelPath Path =
        Vector512.IsHardwareAccelerated ? KernelPath.Vector512
        : Vector256.IsHardwareAccelerated ? KernelPath.Vector256
        : Vector128.IsHardwareAccelerated ? KernelPath.Vector128
        : KernelPath.Scalar;

    /// <summary>Every path this processor can run, narrowest first; <see cref="Path"/> is the last.</summary>
    public static IReadOnlyList<KernelPath> AvailablePaths { get; } =
        [.. Enum.GetValues<KernelPath>().Where(path => path <= Path)];
}
