namespace NotebookKit.Keras.Hdf5;

/// <summary>The older B-trees: over the leaves of a symbol table (type 0), or the chunks of a data set (type 1).</summary>
internal static class BTree1
{
    /// <summary>A child of the lowest level with the key before it.</summary>
    internal readonly record struct Entry(ReadOnlyMemory<byte> Key, long Child);

    /// <summary>The children of the lowest level, in order.</summary>
    public static List<Entry> Read(Hdf5File file, long root, int nodeType, int keyLength)
    {
        var entries = new List<Entry>();
        ReadNode(file, root, nodeType, keyLength, level: -1, entries);
        return entries;
    }

    private static void ReadNode(Hdf5File file, long address, int nodeType, int keyLength, int level, List<Entry> entries)
    {
        const string What = "a B-tree";
        file.Step();
        ReadOnlyMemory<byte> all = file.BytesFrom(address, What);
        var reader = new ByteReader(all.Span, What);
        reader.Expect("TREE"u8);
        int type = reader.Byte(), depth = reader.Byte(), count = reader.UInt16();
        // Levels fall by one from node to node, which bounds the depth; only the root may have any.
        if (type != nodeType || (level >= 0 && depth != level) || depth > 32)
        {
            throw Hdf5Exception.Damaged($"a B-tree's node has type {type} and level {depth}; expected type "
                + $"{nodeType}{(level >= 0 ? $" and level {level}" : "")}");
        }
        reader.Skip(2 * file.OffsetSize);
        for (int i = 0; i < count; i++)
        {
            file.Step();
            int keyAt = reader.Position;
            reader.Skip(keyLength);
            long child = reader.Address(file.OffsetSize);
            if (depth > 0)
            {
                ReadNode(file, child, nodeType, keyLength, depth - 1, entries);
            }
            else
            {
                entries.Add(new Entry(all.Slice(keyAt, keyLength), child));
            }
        }
    }
}
