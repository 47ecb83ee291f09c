namespace NotebookKit.Keras.Hdf5;

/// <summary>Puts a data set together from its chunks.</summary>
internal sealed class ChunkedStorage(Hdf5File file, string path, Dataspace space, Datatype type, Filters filters)
{
    /// <summary>The values' bytes, row-major.</summary>
    public byte[] Read(ChunkIndex index)
    {
        int rank = space.Lengths.Length;
        decimal chunkBytes = type.Size;
        foreach (long length in index.Lengths)
        {
            chunkBytes *= length;
            if (length < 1 || chunkBytes > int.MaxValue)
            {
                throw Hdf5Exception.Damaged($"'{path}' of shape {space} has chunks of ({string.Join(", ", index.Lengths)})");
            }
        }
        if (index.Lengths.Length != rank)
        {
            throw Hdf5Exception.Damaged($"'{path}' of shape {space} has chunks of {index.Lengths.Length} axes");
        }
        file.Produce(space.Count * type.Size);
        byte[] result = new byte[space.Count * type.Size];
        long covered = 0;
        foreach (Chunk chunk in index.Chunks)
        {
            file.Step();
            if (chunk.Address < 0)
            {
                throw Hdf5Dataset.NeverWritten(path);
            }
            for (int axis = 0; axis < rank; axis++)
            {
                if (chunk.Start[axis] >= space.Lengths[axis] || chunk.Start[axis] % index.Lengths[axis] != 0)
                {
                    throw Hdf5Exception.Damaged($"a chunk of '{path}' begins at ({string.Join(", ", chunk.Start)}), and the shape "
                        + $"is {space}");
                }
            }
            ReadOnlyMemory<byte> stored = file.Bytes(chunk.Address, chunk.Stored < 0 ? (long)chunkBytes
                : chunk.Stored, $"a chunk of '{path}'");
            file.Produce((long)chunkBytes);
            ReadOnlyMemory<byte> values = filters.Undo(stored, (int)chunkBytes, type.Size, chunk.Skipped, path);
            covered += Copy(values.Span, chunk.Start, index.Lengths, result);
        }
        // Chunks begin at multiples of their lengths, so two that overlap are one twice, and another is then missing.
        return covered == space.Count && index.Chunks.Select(c => string.Join(',', c.Start)).Distinct().Count() == index.Chunks.Count
            ? result
            : throw Hdf5Dataset.NeverWritten(path);
    }

    /// <summary>Copies the part of a chunk that lies within the shape; gives how many values that is.</summary>
    private long Copy(ReadOnlySpan<byte> chunk, long[] start, long[] lengths, byte[] result)
    {
        int rank = lengths.Length;
        if (rank == 0)
        {
            chunk[..type.Size].CopyTo(result);
            return 1;
        }
        long rowLength = Math.Min(lengths[^1], space.Lengths[^1] - start[^1]), copied = 0;
        long[] at = new long[rank];
        for (bool more = true; more;)
        {
            file.Step();
            long from = 0, to = 0;
            for (int axis = 0; axis < rank; axis++)
            {
                from = (from * lengths[axis]) + at[axis];
                to = (to * space.Lengths[axis]) + start[axis] + at[axis];
            }
            chunk.Slice((int)(from * type.Size), (int)(rowLength * type.Size)).CopyTo(result.AsSpan((int)(to * type.Size)));
            copied += rowLength;
            more = false;
            for (int axis = rank - 2; axis >= 0 && !more; axis--)
            {
                at[axis]++;
                more = at[axis] < lengths[axis] && start[axis] + at[axis] < space.Lengths[axis];
                if (!more)
                {
                    at[axis] = 0;
                }
            }
        }
        return copied;
    }
}
