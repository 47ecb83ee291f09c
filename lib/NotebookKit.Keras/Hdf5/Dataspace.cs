namespace NotebookKit.Keras.Hdf5;

/// <summary>The shape of a data set or attribute.</summary>
/// <param name="Lengths">The axis lengths; none for a single value.</param>
/// <param name="Count">Their product; 0 where the space is empty.</param>
internal sealed record Dataspace(long[] Lengths, long Count)
{
    public static Dataspace Read(ReadOnlySpan<byte> body, int lengthSize)
    {
        var reader = new ByteReader(body, "a data space");
        int version = reader.Byte(), rank = reader.Byte();
        reader.Skip(1);
        if (version is not (1 or 2) || rank > 32)
        {
            throw Hdf5Exception.Damaged($"a data space has version {version} and {rank} axes; expected version 1 or 2 and at most 32 axes");
        }
        bool empty = version == 2 && reader.Byte() == 2;
        reader.Skip(version == 1 ? 5 : 0);
        long[] lengths = new long[rank];
        long count = empty ? 0 : 1;
        for (int i = 0; i < rank; i++)
        {
            lengths[i] = reader.Length(lengthSize);
            count = Math.Min(count * lengths[i], long.MaxValue / int.MaxValue);
        }
        return new Dataspace(lengths, count);
    }

    /// <summary>As Python writes a shape, for example (3, 16).</summary>
    public override string ToString() => Lengths.Length == 1 ? $"({Lengths[0]},)" : $"({string.Join(", ", Lengths)})";
}
