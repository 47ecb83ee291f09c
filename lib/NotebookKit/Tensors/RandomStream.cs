namespace NotebookKit;

/// <summary>
/// A small random number generator, SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014), which gives the same numbers on every machine and runtime version. <see cref="Initializer"/> hands one to the classes
/// derived from it.
/// </summary>
public sealed class RandomStream
{
    private ulong _state;
    private float? _secondNormal;

    internal RandomStream(ulong seed) => _state = seed;

    /// <summary>The next 64 bits.</summary>
    internal ulong NextUInt64()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A uniform double in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A uniform float in [0, 1).</summary>
    public float NextSingle() => (NextUInt64() >> 40) * (1.0f / (1 << 24));

    /// <summary>A uniform integer in [0, bound), by Lemire's multiplication with rejection.</summary>
    /// <param name="bound">The upper bound, 1 or more, not reached.</param>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        uint range = (uint)bound, threshold = (0u - range) % range;
        while (true)
        {
            ulong product = (NextUInt64() >> 32) * range;
            if ((uint)product >= threshold)
                return (int)(product >> 32);
        }
    }

    /// <summary>A standard normal sample, by the Box-Muller transform.</summary>
    public float NextNormal()
    {
        if (_secondNormal is { } second)
        {
            _secondNormal = null;
            return second;
        }
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble())), angle = 2 * Math.PI * NextDouble();
        _secondNormal = (float)(radius * Math.Sin(angle));
        return (float)(radius * Math.Cos(angle));
    }

    /// <summary>Puts the items in random order (Fisher and Yates).</summary>
    internal void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
