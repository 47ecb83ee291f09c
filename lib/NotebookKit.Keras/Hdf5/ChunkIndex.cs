namespace NotebookKit.Keras.Hdf5;

/// <summary>Where one chunk of a data set stands.</summary>
/// <param name="Start">The place of its first value along each axis.</param>
/// <param name="Address">Where its bytes stand; -1 where it was never written.</param>
/// <param name="Stored">How many they are in the file; -1 for as many as the chunk has, where nothing is compressed.</param>
/// <param name="Skipped">Bit i: filter i was not applied to it.</param>
internal sealed record Chunk(long[] Start, long Address, long Stored, uint Skipped);

/// <summary>The chunks of a data set, however they are listed.</summary>
/// <param name="Lengths">A chunk's length along each axis.</param>
/// <param name="Chunks">The chunks.</param>
internal sealed record ChunkIndex(long[] Lengths, IReadOnlyList<Chunk> Chunks)
{
    /// <summary>The layout message of version 3: a B-tree.</summary>
    public static ChunkIndex Version3(Hdf5File file, ref ByteReader reader, string path)
    {
        int rank = reader.Byte();
        long address = reader.Address(file.OffsetSize);
        return Tree(file, ref reader, address, rank, path);
    }

    /// <summary>A B-tree of chunks.</summary>
    /// <param name="file">The file.</param>
    /// <param name="reader">Stands at the chunk's lengths.</param>
    /// <param name="address">The tree; -1 where nothing was written.</param>
    /// <param name="rank">The number of axes and one more, for the bytes of a value.</param>
    /// <param name="path">The data set, for errors.</param>
    public static ChunkIndex Tree(Hdf5File file, ref ByteReader reader, long address, int rank, string path)
    {
        if (rank < 1)
        {
            throw Hdf5Exception.Damaged($"the chunks of '{path}' have no axes");
        }
        long[] lengths = ReadLengths(ref reader, rank - 1, 4);
        if (address < 0)
        {
            throw Hdf5Dataset.NeverWritten(path);
        }
        var chunks = new List<Chunk>();
        foreach (BTree1.Entry entry in BTree1.Read(file, address, nodeType: 1, keyLength: 8 + (8 * rank)))
        {
            var key = new ByteReader(entry.Key.Span, "a chunk's key");
            long stored = key.UInt32();
            uint skipped = key.UInt32();
            chunks.Add(new Chunk(ReadLengths(ref key, rank - 1, 8), entry.Child, stored, skipped));
        }
        return new ChunkIndex(lengths, chunks);
    }

    /// <summary>The layout message of version 4: one chunk, chunks in order, or a fixed array of them.</summary>
    public static ChunkIndex Version4(Hdf5File file, ref ByteReader reader, string path, Dataspace space)
    {
        int flags = reader.Byte(), rank = reader.Byte(), size = reader.Byte();
        if (rank < 1 || size is < 1 or > 8)
        {
            throw Hdf5Exception.Damaged($"the chunks of '{path}' have {rank} axes, with lengths of {size} bytes");
        }
        long[] lengths = ReadLengths(ref reader, rank - 1, size);
        reader.Skip(size);
        int kind = reader.Byte();
        switch (kind)
        {
            case 1:
                long stored = -1;
                uint skipped = 0;
                if ((flags & 2) != 0)
                {
                    stored = reader.Length(file.LengthSize);
                    skipped = reader.UInt32();
                }
                long address = reader.Address(file.OffsetSize);
                return new ChunkIndex(lengths, [new Chunk(new long[lengths.Length], address, stored, skipped)]);
            case 3:
                reader.Skip(1);
                return new ChunkIndex(lengths, FixedArray.Read(file, reader.Address(file.OffsetSize), Starts(file, space, lengths, path),
                    path));
            default:
                string name = kind switch { 2 => "implicit", 4 => "extensible array", 5 => "B-tree of version 2", _ => $"number {kind}" };
                throw new Hdf5Exception($"The chunks of '{path}' are listed in a form that is not read ({name}). Save the model again "
                    + $"by Keras, which writes no chunks.");
        }
    }

    /// <summary>Where each chunk begins, in row-major order.</summary>
    private static List<long[]> Starts(Hdf5File file, Dataspace space, long[] lengths, string path)
    {
        if (lengths.Length != space.Lengths.Length || lengths.Any(n => n < 1))
        {
            throw Hdf5Exception.Damaged($"'{path}' of shape {space} has chunks of ({string.Join(", ", lengths)})");
        }
        var starts = new List<long[]> { new long[lengths.Length] };
        if (space.Count == 0)
        {
            return [];
        }
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            var next = new List<long[]>();
            foreach (long[] start in starts)
            {
                for (long at = 0; at < space.Lengths[axis]; at += lengths[axis])
                {
                    file.Step();
                    long[] moved = [.. start];
                    moved[axis] = at;
                    next.Add(moved);
                }
            }
            starts = next;
        }
        return starts;
    }

    private static long[] ReadLengths(ref ByteReader reader, int count, int size)
    {
        long[] lengths = new long[count];
        for (int i = 0; i < count; i++)
        {
            lengths[i] = reader.Length(size);
        }
        return lengths;
    }
}
