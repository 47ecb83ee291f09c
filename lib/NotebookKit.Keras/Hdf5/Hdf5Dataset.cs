namespace NotebookKit.Keras.Hdf5;

/// <summary>An array of values in the file.</summary>
internal sealed class Hdf5Dataset : Hdf5Object
{
    private readonly Lazy<(Datatype Type, Dataspace Space)> _description;

    public Hdf5Dataset(Hdf5File file, string path, ObjectHeader header)
        : base(file, path, header) => _description = new Lazy<(Datatype, Dataspace)>(Describe);

    /// <summary>What its values are.</summary>
    public Datatype Type => _description.Value.Type;

    /// <summary>Its shape.</summary>
    public Dataspace Space => _description.Value.Space;

    /// <summary>The bytes that its values would take.</summary>
    public long DeclaredBytes => Space.Count * Type.Size;

    /// <summary>All values as 32-bit floats, row-major. Look at <see cref="Space"/> first: it may claim what it likes.</summary>
    /// <param name="asBFloat16">Whether values of two bytes are bfloat16, which NumPy does not have and h5py stores as others.</param>
    /// <exception cref="Hdf5Exception">They are no numbers, were never written, lie in another file, or the file is damaged.</exception>
    public float[] ReadFloats(bool asBFloat16 = false)
    {
        if (Type.Kind is not (DatatypeKind.Float or DatatypeKind.BFloat16 or DatatypeKind.Integer))
        {
            throw new Hdf5Exception($"'{Path}' holds values of type {Type.Name}; expected numbers.");
        }
        ReadOnlyMemory<byte> bytes = ReadBytes();
        File.Produce(Space.Count * sizeof(float));
        float[] values = new float[Space.Count];
        if (Type is { Kind: DatatypeKind.Float, Size: 4, BigEndian: false } && BitConverter.IsLittleEndian)
        {
            System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes.Span[..(values.Length * 4)]).CopyTo(values);
            return values;
        }
        Datatype type = asBFloat16 ? Type with { Kind = DatatypeKind.BFloat16 } : Type;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = type.ToFloat(bytes.Span.Slice(i * Type.Size, Type.Size));
        }
        return values;
    }

    private ReadOnlyMemory<byte> ReadBytes()
    {
        if (Header.Find(MessageType.ExternalFiles) is not null)
        {
            throw new Hdf5Exception($"The values of '{Path}' lie in another file (external storage), and files do not lead to others "
                + $"here. Save the model again by Keras.");
        }
        ReadOnlyMemory<byte> body = Header.Find(MessageType.Layout)?.Body ?? throw Hdf5Exception.Damaged($"'{Path}' does not say where "
            + $"its values are");
        var reader = new ByteReader(body.Span, $"the layout of '{Path}'");
        int version = reader.Byte();
        if (version is 1 or 2)
        {
            return ReadOldLayout(ref reader, body);
        }
        if (version is not (3 or 4))
        {
            throw Hdf5Exception.Damaged($"the layout of '{Path}' has version {version}; expected 1 to 4");
        }
        int kind = reader.Byte();
        return kind switch
        {
            0 => Inline(ref reader, body, reader.UInt16()),
            1 => Contiguous(reader.Address(File.OffsetSize), reader.Length(File.LengthSize)),
            2 => Chunked(version == 3 ? ChunkIndex.Version3(File, ref reader, Path) : ChunkIndex.Version4(File, ref reader, Path, Space)),
            3 => throw new Hdf5Exception($"'{Path}' is a virtual data set, whose values lie in other files (external storage), and files "
                + $"do not lead to others here. Save the model again by Keras."),
            _ => throw Hdf5Exception.Damaged($"'{Path}' is laid out in the unknown way {kind}"),
        };
    }

    private ReadOnlyMemory<byte> ReadOldLayout(ref ByteReader reader, ReadOnlyMemory<byte> body)
    {
        int rank = reader.Byte(), kind = reader.Byte();
        reader.Skip(5);
        long address = kind == 0 ? -1 : reader.Address(File.OffsetSize);
        if (kind == 1)
        {
            return Contiguous(address, DeclaredBytes);
        }
        if (kind == 2)
        {
            return Chunked(ChunkIndex.Tree(File, ref reader, address, rank, Path));
        }
        reader.Skip(4 * rank);
        return Inline(ref reader, body, reader.Length(4));
    }

    private ReadOnlyMemory<byte> Contiguous(long address, long size)
    {
        if (Space.Count == 0)
        {
            return default;
        }
        if (address < 0)
        {
            throw NeverWritten(Path);
        }
        if (size < DeclaredBytes)
        {
            throw Hdf5Exception.Damaged($"'{Path}' of shape {Space} takes {DeclaredBytes} bytes, and {size} are set aside for it");
        }
        return File.Bytes(address, DeclaredBytes, $"the values of '{Path}'");
    }

    private byte[] Chunked(ChunkIndex index) =>
        new ChunkedStorage(File, Path, Space, Type, Filters.Read(Header.Find(MessageType.Filters)?.Body)).Read(index);

    private ReadOnlyMemory<byte> Inline(ref ByteReader reader, ReadOnlyMemory<byte> body, int size) =>
        Whole(body.Slice(reader.Position, Math.Min(size, reader.Remaining)));

    private ReadOnlyMemory<byte> Whole(ReadOnlyMemory<byte> bytes) => bytes.Length >= DeclaredBytes
        ? bytes
        : throw Hdf5Exception.Damaged($"'{Path}' of shape {Space} takes {DeclaredBytes} bytes, and {bytes.Length} are there");

    /// <summary>The error for values that were declared and never stored.</summary>
    public static Hdf5Exception NeverWritten(string path) =>
        new($"'{path}' was declared and never written: the file holds no values for it. Keras would read zeros there. Save the "
            + $"model again.");

    private (Datatype Type, Dataspace Space) Describe()
    {
        HeaderMessage type = Header.Find(MessageType.Datatype) ?? throw Hdf5Exception.Damaged($"'{Path}' does not say of what type its "
            + $"values are");
        HeaderMessage space = Header.Find(MessageType.Dataspace) ?? throw Hdf5Exception.Damaged($"'{Path}' does not say its shape");
        return type.Shared || space.Shared
            ? throw new Hdf5Exception($"The type of '{Path}' stands elsewhere in the file, which is not read. Save the model again by "
                + $"Keras, which does not do so.")
            : (Datatype.Read(type.Body.Span), Dataspace.Read(space.Body.Span, File.LengthSize));
    }
}
