namespace NotebookKit.Keras.Hdf5;

/// <summary>The newer list of a data set's chunks: an array of their addresses, in pages where it is long.</summary>
internal static class FixedArray
{
    /// <summary>The chunks that begin at these places.</summary>
    public static List<Chunk> Read(Hdf5File file, long address, List<long[]> starts, string path)
    {
        if (address < 0)
        {
            throw Hdf5Dataset.NeverWritten(path);
        }
        string what = $"the list of chunks of '{path}'";
        ReadOnlyMemory<byte> head = file.BytesFrom(address, what);
        var reader = new ByteReader(head.Span, what);
        reader.Expect("FAHD"u8);
        reader.Skip(1);
        bool filtered = reader.Byte() == 1;
        int entrySize = reader.Byte(), pageBits = reader.Byte();
        long entries = reader.Length(file.LengthSize), block = reader.Address(file.OffsetSize);
        reader.Skip(4);
        Checksum.Require(head.Span[..reader.Position], what);
        int sizeBytes = filtered ? entrySize - file.OffsetSize - 4 : 0;
        if (entries < starts.Count || pageBits > 30 || sizeBytes is < 0 or > 8 || (!filtered && entrySize != file.OffsetSize))
        {
            throw Hdf5Exception.Damaged($"{what} has {entries} entries of {entrySize} bytes; expected {starts.Count}");
        }
        if (block < 0)
        {
            throw Hdf5Dataset.NeverWritten(path);
        }
        long perPage = 1L << pageBits, pages = entries > perPage ? (entries + perPage - 1) / perPage : 0;
        var data = new ByteReader(file.BytesFrom(block, what).Span, what);
        data.Expect("FADB"u8);
        data.Skip(2 + file.OffsetSize);
        if (pages > 0)
        {
            // A bit for each page that was written, and a checksum.
            data.Skip((int)((pages + 7) / 8) + 4);
        }
        var chunks = new List<Chunk>(starts.Count);
        for (int i = 0; i < starts.Count; i++)
        {
            file.Step();
            if (pages > 0 && i > 0 && i % perPage == 0)
            {
                data.Skip(4);
            }
            long at = data.Address(file.OffsetSize), stored = filtered ? data.Length(sizeBytes) : -1;
            chunks.Add(new Chunk(starts[i], at, stored, filtered ? data.UInt32() : 0));
        }
        return chunks;
    }
}
