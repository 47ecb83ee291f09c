namespace NotebookKit.Keras.Hdf5;

/// <summary>Many links or attributes in the newer form: a B-tree of their names over a fractal heap that holds them.</summary>
internal static class DenseStorage
{
    /// <summary>The links or attributes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="info">The header's message that says where they are.</param>
    /// <param name="what">What errors call the message.</param>
    /// <param name="orderSize">How many bytes of it tell the order of making, where it is kept.</param>
    /// <param name="recordType">The type of the tree of names.</param>
    /// <param name="idStart">Where in a record the heap's id begins.</param>
    /// <param name="idLength">How long it is.</param>
    public static List<ReadOnlyMemory<byte>> Read(
        Hdf5File file, ReadOnlySpan<byte> info, string what, int orderSize, int recordType, int idStart, int idLength)
    {
        var reader = new ByteReader(info, what);
        reader.Skip(1);
        int flags = reader.Byte();
        reader.Skip((flags & 1) != 0 ? orderSize : 0);
        long heap = reader.Address(file.OffsetSize), names = reader.Address(file.OffsetSize);
        var items = new List<ReadOnlyMemory<byte>>();
        if (heap < 0)
        {
            return items;
        }
        var storage = FractalHeap.Read(file, heap);
        foreach (ReadOnlyMemory<byte> record in BTree2.Read(file, names, recordType))
        {
            if (record.Length < idStart + idLength)
            {
                throw Hdf5Exception.Damaged($"a B-tree's record has {record.Length} bytes; expected {idStart + idLength} or more");
            }
            items.Add(storage.Item(record.Span.Slice(idStart, idLength)));
        }
        return items;
    }
}
