using System.Numerics;

namespace NotebookKit.Keras.Hdf5;

/// <summary>The newer B-trees: records of one length, in leaves and in the nodes above them.</summary>
internal sealed class BTree2
{
    // Signature, version, type and checksum of a node.
    private const int NodeFrame = 10;

    private readonly Hdf5File _file;
    private readonly int _nodeSize, _recordSize, _type;
    private readonly List<ReadOnlyMemory<byte>> _records = [];
    private readonly int[] _countSize, _totalSize;

    private BTree2(Hdf5File file, int type, int nodeSize, int recordSize, int depth)
    {
        (_file, _type, _nodeSize, _recordSize) = (file, type, nodeSize, recordSize);
        if (recordSize == 0 || nodeSize <= NodeFrame + recordSize || depth > 32)
        {
            throw Hdf5Exception.Damaged($"a B-tree has nodes of {nodeSize} bytes, records of {recordSize} and a depth of {depth}");
        }
        (_countSize, _totalSize) = (new int[depth + 1], new int[depth + 1]);
        long most = (nodeSize - NodeFrame) / recordSize, total = most;
        int countSize = SizeOf(most);
        for (int level = 0; level <= depth; level++)
        {
            if (level > 0)
            {
                int pointer = file.OffsetSize + countSize + _totalSize[level - 1];
                most = Math.Max(0, (nodeSize - (NodeFrame + pointer)) / (recordSize + pointer));
                total = Math.Min(((most + 1) * total) + most, long.MaxValue / 4 / (nodeSize + 1L));
                _totalSize[level] = SizeOf(total);
            }
            _countSize[level] = countSize;
        }
    }

    /// <summary>All records of a tree.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Read(Hdf5File file, long address, int type)
    {
        const string What = "a B-tree";
        ReadOnlyMemory<byte> all = file.BytesFrom(address, What);
        var reader = new ByteReader(all.Span, What);
        reader.Expect("BTHD"u8);
        reader.Skip(1);
        int found = reader.Byte();
        if (found != type)
        {
            throw Hdf5Exception.Damaged($"a B-tree has type {found}; expected {type}");
        }
        int nodeSize = reader.Length(4), recordSize = reader.UInt16(), depth = reader.UInt16();
        reader.Skip(2);
        long root = reader.Address(file.OffsetSize);
        int count = reader.UInt16();
        reader.Skip(file.LengthSize + 4);
        Checksum.Require(all.Span[..reader.Position], What);
        var tree = new BTree2(file, type, nodeSize, recordSize, depth);
        if (root >= 0)
        {
            tree.ReadNode(root, count, depth);
        }
        return tree._records;
    }

    private void ReadNode(long address, int count, int depth)
    {
        const string What = "a B-tree's node";
        _file.Step();
        ReadOnlyMemory<byte> node = _file.Bytes(address, _nodeSize, What);
        var reader = new ByteReader(node.Span, What);
        reader.Expect(depth == 0 ? "BTLF"u8 : "BTIN"u8);
        reader.Skip(1);
        if (reader.Byte() != _type)
        {
            throw Hdf5Exception.Damaged("a B-tree's node is of another type than the tree");
        }
        for (int i = 0; i < count; i++)
        {
            _file.Step();
            _records.Add(node.Slice(reader.Position, Math.Min(_recordSize, reader.Remaining)));
            reader.Skip(_recordSize);
        }
        if (depth > 0)
        {
            for (int i = 0; i <= count; i++)
            {
                long child = reader.Address(_file.OffsetSize);
                int records = reader.Length(_countSize[depth - 1]);
                reader.Skip(depth > 1 ? _totalSize[depth - 1] : 0);
                ReadNode(child, records, depth - 1);
            }
        }
        reader.Skip(4);
        Checksum.Require(node.Span[..reader.Position], What);
    }

    /// <summary>How many bytes a number up to this one takes.</summary>
    private static int SizeOf(long most) => most <= 0 ? 1 : (BitOperations.Log2((ulong)most) / 8) + 1;
}
