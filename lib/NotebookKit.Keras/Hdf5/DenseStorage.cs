namespace NotebookKit.Keras.Hdf5;

/// <summary>Many links or attributes in the newer form: a B-tree of their names over a fractal heap that holds them.</summary>
internal static class DenseStorage
{
    /// <summary>The links or attributes.</summary>
    /// <param name="file">The file.</param>
    /// <param name="heap">Where the heap stands.</param>
    /// <param name="names">Where the tree stands.</param>
    /// <param name="recordType">The tree's type.</param>
    /// <param name="idStart">Where in a record the heap's id begins.</param>
    /// <param name="idLength">How long it is.</param>
    public static List<ReadOnlyMemory<byte>> Read(Hdf5File file, long heap, long names, int recordType, int idStart, int idLength)
    {
        var items = new List<ReadOnlyMemory<byte>>();
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
