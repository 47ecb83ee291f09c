namespace NotebookKit.Keras.Hdf5;

/// <summary>The names of a group in the older form, which h5py writes unless told otherwise: a B-tree, its leaves, a heap
/// of names.</summary>
internal static class SymbolTable
{
    /// <summary>All entries.</summary>
    /// <param name="file">The file.</param>
    /// <param name="message">The message of the group's header that says where tree and heap stand.</param>
    public static List<Hdf5Link> Read(Hdf5File file, ReadOnlySpan<byte> message)
    {
        var reader = new ByteReader(message, "a group's symbol table");
        long tree = reader.Address(file.OffsetSize);
        ReadOnlyMemory<byte> names = LocalHeap(file, reader.Address(file.OffsetSize));
        var links = new List<Hdf5Link>();
        foreach (BTree1.Entry entry in BTree1.Read(file, tree, nodeType: 0, keyLength: file.LengthSize))
        {
            ReadLeaf(file, entry.Child, names, links);
        }
        return links;
    }

    private static void ReadLeaf(Hdf5File file, long address, ReadOnlyMemory<byte> names, List<Hdf5Link> links)
    {
        const string What = "a symbol table node";
        var reader = new ByteReader(file.BytesFrom(address, What).Span, What);
        reader.Expect("SNOD"u8);
        reader.Skip(2);
        int count = reader.UInt16();
        for (int i = 0; i < count; i++)
        {
            file.Step();
            int nameAt = reader.Length(file.OffsetSize);
            long header = reader.Address(file.OffsetSize);
            uint cache = reader.UInt32();
            reader.Skip(4);
            var scratch = new ByteReader(reader.Take(16), What);
            links.Add(new Hdf5Link(Name(names, nameAt), header, cache == 2 ? Hdf5Link.Soft(Raw(names, scratch.Length(4)).Span) : null));
        }
    }

    private static ReadOnlyMemory<byte> LocalHeap(Hdf5File file, long address)
    {
        const string What = "a group's heap of names";
        var reader = new ByteReader(file.BytesFrom(address, What).Span, What);
        reader.Expect("HEAP"u8);
        reader.Skip(4);
        int size = reader.Length(file.LengthSize);
        reader.Skip(file.LengthSize);
        return file.Bytes(reader.Address(file.OffsetSize), size, What);
    }

    private static string Name(ReadOnlyMemory<byte> names, int at) => Datatype.Text(Raw(names, at).Span);

    private static ReadOnlyMemory<byte> Raw(ReadOnlyMemory<byte> names, int at)
    {
        if (at > names.Length)
        {
            throw Hdf5Exception.Damaged($"a name would stand at byte {at} of a heap of {names.Length}");
        }
        ReadOnlyMemory<byte> rest = names[at..];
        int end = rest.Span.IndexOf((byte)0);
        return end < 0 ? throw Hdf5Exception.Damaged("a name in a group's heap has no end") : rest[..end];
    }
}
