namespace NotebookKit.Keras.Hdf5;

/// <summary>A collection of variable-length values, found by their numbers.</summary>
internal sealed class GlobalHeap
{
    private readonly Dictionary<int, ReadOnlyMemory<byte>> _items = [];

    /// <summary>Reads the collection at an address.</summary>
    public static GlobalHeap Read(Hdf5File file, long address)
    {
        const string What = "a global heap";
        ReadOnlyMemory<byte> all = file.BytesFrom(address, What);
        var head = new ByteReader(all.Span, What);
        head.Expect("GCOL"u8);
        head.Skip(4);
        int size = head.Length(file.LengthSize), start = head.Position;
        all = file.Bytes(address, size, What);
        var reader = new ByteReader(all.Span, What);
        reader.Skip(start);
        reader.Align8();
        var heap = new GlobalHeap();
        while (reader.Remaining >= 8 + file.LengthSize)
        {
            file.Step();
            int index = reader.UInt16();
            reader.Skip(6);
            int length = reader.Length(file.LengthSize);
            if (index == 0)
            {
                break;
            }
            int at = reader.Position;
            reader.Skip(length);
            heap._items[index] = all.Slice(at, length);
            reader.Align8();
        }
        return heap;
    }

    /// <summary>The value of a number.</summary>
    public ReadOnlyMemory<byte> Item(int index) => _items.TryGetValue(index, out ReadOnlyMemory<byte> value)
        ? value
        : throw Hdf5Exception.Damaged($"a global heap lacks its item {index}");
}
