namespace NotebookKit;

/// <summary>
/// The kit's global source of randomness: initial weights, dropout and shuffling draw from it unless they carry a seed of
/// their own. After <see cref="Set"/> the same program computes the same numbers bit for bit. The counterpart of
/// <c>keras.utils.set_random_seed</c>.
/// </summary>
public static class RandomSeed
{
    private static readonly Lock s_gate = new();
    private static RandomStream s_global = new((ulong)Random.Shared.NextInt64());

    /// <summary>Starts the global random stream anew from a seed.</summary>
    public static void Set(int seed)
    {
        lock (s_gate)
            s_global = new RandomStream((ulong)seed);
    }

    /// <summary>A stream of its own for one use: from the given seed, or else branched off the global stream.</summary>
    internal static RandomStream Stream(int? seed = null)
    {
        if (seed is { } s)
            return new RandomStream((ulong)s);
        lock (s_gate)
            return new RandomStream(s_global.NextUInt64());
    }
}
