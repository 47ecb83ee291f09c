namespace NotebookKit.Keras.Tests.Hostile;

/// <summary>Harms a good file in one of the ways in which files get harmed, by a seed.</summary>
internal static class Mutations
{
    /// <summary>A harmed copy.</summary>
    /// <param name="file">The good file.</param>
    /// <param name="random">Decides how.</param>
    /// <param name="how">What was done, for a failing test.</param>
    public static byte[] Apply(byte[] file, Random random, out string how)
    {
        byte[] bytes = [.. file];
        int kind = random.Next(8), at = random.Next(bytes.Length);
        switch (kind)
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                how = $"a bit of byte {at} turned";
                return bytes;
            case 1:
                int count = random.Next(1, 17);
                for (int i = 0; i < count; i++)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }
                how = $"{count} bytes at random";
                return bytes;
            case 2:
                how = $"cut after {at} bytes";
                return bytes[..at];
            case 3:
                int length = Math.Min(random.Next(1, 9), bytes.Length - at);
                bytes.AsSpan(at, length).Fill(random.Next(2) == 0 ? (byte)0xff : (byte)0);
                how = $"{length} bytes at {at} filled";
                return bytes;
            case 4:
                // Where most structures of HDF5 and zip begin: small numbers made large.
                int place = at & ~7;
                BitConverter.TryWriteBytes(bytes.AsSpan(Math.Min(place, Math.Max(0, bytes.Length - 8))),
                    random.NextInt64() >> random.Next(64));
                how = $"a number at {place} replaced";
                return bytes;
            case 5:
                int from = random.Next(bytes.Length), size = Math.Min(random.Next(1, 512), bytes.Length - Math.Max(from, at));
                bytes.AsSpan(from, size).ToArray().CopyTo(bytes.AsSpan(at));
                how = $"{size} bytes copied from {from} to {at}";
                return bytes;
            case 6:
                how = $"{at} bytes put in again";
                return [.. bytes[..at], .. bytes[..Math.Min(at, 4096)], .. bytes[at..]];
            default:
                return Nest(bytes, random, out how);
        }
    }

    /// <summary>Brackets put into a text, where there is one: nesting, or an end too early.</summary>
    private static byte[] Nest(byte[] bytes, Random random, out string how)
    {
        int at = random.Next(bytes.Length), brace = bytes.AsSpan(at).IndexOfAny((byte)'{', (byte)'[');
        at = brace < 0 ? at : at + brace;
        int depth = random.Next(1, 200);
        byte[] inserted = [.. Enumerable.Repeat(bytes[at], depth)];
        how = $"byte {at} put in {depth} times";
        return [.. bytes[..at], .. inserted, .. bytes[at..]];
    }
}
