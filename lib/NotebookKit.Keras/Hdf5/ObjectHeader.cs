namespace NotebookKit.Keras.Hdf5;

/// <summary>The kinds of messages of an object header that are read.</summary>
internal enum MessageType
{
    Dataspace = 0x01,
    LinkInfo = 0x02,
    Datatype = 0x03,
    Link = 0x06,
    ExternalFiles = 0x07,
    Layout = 0x08,
    Filters = 0x0b,
    Attribute = 0x0c,
    Continuation = 0x10,
    SymbolTable = 0x11,
    AttributeInfo = 0x15,
}

/// <summary>One message of an object header.</summary>
internal readonly record struct HeaderMessage(MessageType Type, bool Shared, ReadOnlyMemory<byte> Body);

/// <summary>What describes a group or a data set: a list of messages, of version 1 or 2 of the format.</summary>
internal sealed class ObjectHeader
{
    private readonly Hdf5File _file;
    private readonly List<HeaderMessage> _messages = [];
    private readonly Queue<(long Address, int Length)> _continuations = [];

    private ObjectHeader(Hdf5File file, long address) => (_file, Address) = (file, address);

    /// <summary>Where it stands, which tells objects apart.</summary>
    public long Address { get; }

    /// <summary>Reads a header with all that continues it.</summary>
    public static ObjectHeader Read(Hdf5File file, long address)
    {
        file.Step();
        var header = new ObjectHeader(file, address);
        if (file.Bytes(address, 4, "an object header").Span.SequenceEqual("OHDR"u8))
        {
            header.ReadVersion2();
        }
        else
        {
            header.ReadVersion1();
        }
        return header;
    }

    /// <summary>The messages of a type.</summary>
    public IEnumerable<HeaderMessage> All(MessageType type) => _messages.Where(m => m.Type == type);

    /// <summary>The only message of a type, or null.</summary>
    public HeaderMessage? Find(MessageType type) => All(type).Select(message => (HeaderMessage?)message).FirstOrDefault();

    private void ReadVersion1()
    {
        const string What = "an object header";
        var reader = new ByteReader(_file.Bytes(Address, 16, What).Span, What);
        if (reader.Byte() != 1)
        {
            throw Hdf5Exception.Damaged($"at byte {Address} no object header begins");
        }
        reader.Skip(7);
        _continuations.Enqueue((Address + 16, reader.Length(4)));
        while (_continuations.TryDequeue(out (long Address, int Length) block))
        {
            ReadMessages(_file.Bytes(block.Address, block.Length, What), typeSize: 2, prefix: 8);
        }
    }

    private void ReadVersion2()
    {
        const string What = "an object header";
        ReadOnlyMemory<byte> all = _file.BytesFrom(Address, What);
        var reader = new ByteReader(all.Span, What);
        reader.Skip(4);
        int version = reader.Byte(), flags = reader.Byte();
        if (version != 2)
        {
            throw Hdf5Exception.Damaged($"an object header has version {version}; expected 1 or 2");
        }
        reader.Skip(((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0));
        int length = reader.Length(1 << (flags & 3)), start = reader.Position;
        reader.Skip(length);
        reader.Skip(4);
        Checksum.Require(all.Span[..reader.Position], What);
        int prefix = (flags & 0x04) != 0 ? 6 : 4;
        ReadMessages(all.Slice(start, length), typeSize: 1, prefix);
        while (_continuations.TryDequeue(out (long Address, int Length) block))
        {
            ReadOnlyMemory<byte> more = _file.Bytes(block.Address, block.Length, What);
            Checksum.Require(more.Span, What);
            var signature = new ByteReader(more.Span, What);
            signature.Expect("OCHK"u8);
            ReadMessages(more[4..^4], typeSize: 1, prefix);
        }
    }

    private void ReadMessages(ReadOnlyMemory<byte> block, int typeSize, int prefix)
    {
        var reader = new ByteReader(block.Span, "a block of header messages");
        while (reader.Remaining >= prefix)
        {
            int type = (int)reader.Number(typeSize), size = reader.UInt16(), flags = reader.Byte();
            reader.Skip(prefix - typeSize - 3);
            Add(type, flags, block.Slice(reader.Position, CheckedSize(size, reader.Remaining)));
            reader.Skip(size);
        }
    }

    private void Add(int type, int flags, ReadOnlyMemory<byte> body)
    {
        _file.Step();
        if (type == (int)MessageType.Continuation)
        {
            var reader = new ByteReader(body.Span, "a header's continuation");
            _continuations.Enqueue((reader.Address(_file.OffsetSize), reader.Length(_file.LengthSize)));
            return;
        }
        _messages.Add(new HeaderMessage((MessageType)type, (flags & 2) != 0, body));
    }

    private static int CheckedSize(int size, int remaining) =>
        size <= remaining ? size : throw Hdf5Exception.Damaged($"a header message claims {size} bytes, and {remaining} follow");
}
