using System.Numerics;

namespace NotebookKit.Keras.Hdf5;

/// <summary>A heap whose blocks double in size; its items are found by ids that say where in its space they lie.</summary>
internal sealed class FractalHeap
{
    private readonly Hdf5File _file;
    private int _offsetBytes, _lengthBytes, _width, _rows, _directRows;
    private long _startSize, _root, _hugeTree;
    private Dictionary<ulong, (long Address, int Length)>? _huge;

    private FractalHeap(Hdf5File file) => _file = file;

    public static FractalHeap Read(Hdf5File file, long address)
    {
        const string What = "a fractal heap";
        ReadOnlyMemory<byte> all = file.BytesFrom(address, What);
        var reader = new ByteReader(all.Span, What);
        var heap = new FractalHeap(file);
        reader.Expect("FRHP"u8);
        reader.Skip(3);
        int filterLength = reader.UInt16();
        reader.Skip(1);
        long mostManaged = reader.Length(4);
        reader.Skip(file.LengthSize);
        heap._hugeTree = reader.Address(file.OffsetSize);
        reader.Skip(file.LengthSize + file.OffsetSize + (8 * file.LengthSize));
        heap._width = reader.UInt16();
        heap._startSize = reader.Length(file.LengthSize);
        long mostDirect = reader.Length(file.LengthSize);
        int bits = reader.UInt16();
        reader.Skip(2);
        heap._root = reader.Address(file.OffsetSize);
        heap._rows = reader.UInt16();
        if (filterLength > 0)
        {
            throw new Hdf5Exception("The names in the HDF5 file are compressed, which is not read. Save the file again by Keras, which "
                + "does not do so.");
        }
        reader.Skip(4);
        Checksum.Require(all.Span[..reader.Position], What);
        if (heap._width == 0 || !BitOperations.IsPow2(heap._width) || heap._startSize == 0 || !BitOperations.IsPow2(heap._startSize)
            || mostDirect < heap._startSize || bits is 0 or > 64)
        {
            throw Hdf5Exception.Damaged("a fractal heap has blocks of impossible sizes");
        }
        heap._offsetBytes = (bits + 7) / 8;
        heap._lengthBytes = Math.Min((BitOperations.Log2((ulong)mostDirect) + 7) / 8, (BitOperations.Log2((ulong)Math.Max(1,
            mostManaged)) / 8) + 1);
        heap._directRows = BitOperations.Log2((ulong)mostDirect) - BitOperations.Log2((ulong)heap._startSize) + 2;
        return heap;
    }

    /// <summary>The item of an id.</summary>
    public ReadOnlyMemory<byte> Item(ReadOnlySpan<byte> id)
    {
        _file.Step();
        var reader = new ByteReader(id, "a heap's id");
        switch ((reader.Byte() >> 4) & 3)
        {
            case 0:
                long offset = (long)Math.Min(reader.Number(_offsetBytes), long.MaxValue);
                return Managed(offset, reader.Length(_lengthBytes));
            case 1:
                _huge ??= ReadHuge();
                return _huge.TryGetValue(reader.Number(Math.Min(8, reader.Remaining)), out (long Address, int Length) place)
                    ? _file.Bytes(place.Address, place.Length, "a heap's large item")
                    : throw Hdf5Exception.Damaged("a heap lacks a large item that is asked for");
            case 2:
                int length = (id[0] & 15) + 1;
                return length < id.Length ? id.Slice(1, length).ToArray() : throw Hdf5Exception.Damaged("a heap's small item does not "
                    + "fit its id");
            default:
                throw Hdf5Exception.Damaged("a heap's id is of an unknown kind");
        }
    }

    private ReadOnlyMemory<byte> Managed(long offset, int length)
    {
        long address = _root, start = 0, size = _startSize;
        int rows = _rows;
        while (rows > 0)
        {
            _file.Step();
            (int row, long rowStart, size) = Row(offset - start, rows);
            int column = (int)((offset - start - rowStart) / size);
            int entrySize = _file.OffsetSize, index = (row * _width) + column, head = 5 + _file.OffsetSize + _offsetBytes;
            ReadOnlyMemory<byte> block = _file.Bytes(address, head + (long)entrySize * rows * _width + 4, "a heap's block");
            Checksum.Require(block.Span, "a heap's block");
            var signature = new ByteReader(block.Span, "a heap's block");
            signature.Expect("FHIB"u8);
            signature.Skip(head - 4 + (index * entrySize));
            address = signature.Address(_file.OffsetSize);
            start += rowStart + (column * size);
            rows = row < _directRows ? 0 : BitOperations.Log2((ulong)size) - BitOperations.Log2((ulong)(_startSize * _width)) + 1;
        }
        if (offset - start + length > size)
        {
            throw Hdf5Exception.Damaged("a heap's item runs over the end of its block");
        }
        ReadOnlyMemory<byte> direct = _file.Bytes(address, size, "a heap's block");
        var reader = new ByteReader(direct.Span, "a heap's block");
        reader.Expect("FHDB"u8);
        return direct.Slice((int)(offset - start), length);
    }

    /// <summary>The row of blocks that an offset lies in, where it begins, and how large its blocks are.</summary>
    private (int Row, long Start, long Size) Row(long offset, int rows)
    {
        long start = 0, size = _startSize;
        for (int row = 0; row < rows && size < int.MaxValue; row++)
        {
            if (offset < start + (size * _width))
            {
                return (row, start, size);
            }
            start += size * _width;
            size *= row == 0 ? 1 : 2;
        }
        throw Hdf5Exception.Damaged("a heap's item lies beyond its blocks");
    }

    private Dictionary<ulong, (long Address, int Length)> ReadHuge()
    {
        var huge = new Dictionary<ulong, (long, int)>();
        if (_hugeTree < 0)
        {
            return huge;
        }
        foreach (ReadOnlyMemory<byte> record in BTree2.Read(_file, _hugeTree, type: 1))
        {
            var reader = new ByteReader(record.Span, "a heap's large item");
            long address = reader.Address(_file.OffsetSize);
            int length = reader.Length(_file.LengthSize);
            huge[reader.Number(_file.LengthSize)] = (address, length);
        }
        return huge;
    }
}
