namespace NotebookKit.Keras.Hdf5;

/// <summary>A named value of a group or data set.</summary>
internal sealed class Hdf5Attribute
{
    private readonly Hdf5File _file;
    private readonly Datatype? _type;
    private readonly Dataspace? _space;
    private readonly ReadOnlyMemory<byte> _data;

    private Hdf5Attribute(Hdf5File file, string name, Datatype? type, Dataspace? space, ReadOnlyMemory<byte> data) =>
        (_file, Name, _type, _space, _data) = (file, name, type, space, data);

    /// <summary>Its name.</summary>
    public string Name { get; }

    public static Hdf5Attribute Read(Hdf5File file, ReadOnlyMemory<byte> body, bool shared)
    {
        var reader = new ByteReader(body.Span, "an attribute");
        int version = reader.Byte(), flags = reader.Byte();
        int nameSize = reader.UInt16(), typeSize = reader.UInt16(), spaceSize = reader.UInt16();
        if (version is < 1 or > 3)
        {
            throw Hdf5Exception.Damaged($"an attribute has version {version}; expected 1 to 3");
        }
        reader.Skip(version == 3 ? 1 : 0);
        string name = Datatype.Text(Part(ref reader, nameSize));
        // A type or space that stands elsewhere in the file, or a whole attribute: nothing that Keras writes, and not needed.
        if (shared || (version > 1 && (flags & 3) != 0))
        {
            return new Hdf5Attribute(file, name, null, null, default);
        }
        var type = Datatype.Read(Part(ref reader, typeSize));
        var space = Dataspace.Read(Part(ref reader, spaceSize), file.LengthSize);
        return new Hdf5Attribute(file, name, type, space, body[reader.Position..]);

        ReadOnlySpan<byte> Part(ref ByteReader from, int size)
        {
            ReadOnlySpan<byte> part = from.Take(size);
            from.Skip(version == 1 ? Math.Min(from.Remaining, (8 - (size & 7)) & 7) : 0);
            return part;
        }
    }

    /// <summary>The single text.</summary>
    /// <exception cref="Hdf5Exception">It is not a text, or several.</exception>
    public string Text() => Texts() is [var text] ? text : throw new Hdf5Exception($"The attribute '{Name}' is not one string.");

    /// <summary>The texts of a list.</summary>
    /// <exception cref="Hdf5Exception">They are no texts.</exception>
    public string[] Texts()
    {
        if (_type is null || _space is null)
        {
            throw new Hdf5Exception($"The attribute '{Name}' has a type that stands elsewhere in the file, which is not read.");
        }
        if (_space.Count == 0)
        {
            return [];
        }
        if (_type.Kind is not (DatatypeKind.FixedString or DatatypeKind.VariableString))
        {
            throw new Hdf5Exception($"The attribute '{Name}' holds values of type {_type.Name}; expected strings.");
        }
        if (_space.Count > _data.Length / _type.Size)
        {
            throw Hdf5Exception.Damaged($"the attribute '{Name}' claims {_space.Count} strings of {_type.Size} bytes, and "
                + $"{_data.Length} bytes are there");
        }
        string[] texts = new string[_space.Count];
        for (int i = 0; i < texts.Length; i++)
        {
            ReadOnlySpan<byte> value = _data.Span.Slice(i * _type.Size, _type.Size);
            texts[i] = _type.Kind == DatatypeKind.FixedString ? Decoded(value) : VariableText(value);
        }
        return texts;
    }

    private string VariableText(ReadOnlySpan<byte> reference)
    {
        var reader = new ByteReader(reference, $"the attribute '{Name}'");
        int length = reader.Length(4);
        long address = reader.Address(_file.OffsetSize);
        int index = reader.Length(4);
        if (length == 0)
        {
            return "";
        }
        ReadOnlyMemory<byte> item = _file.GlobalHeap(address).Item(index);
        return length <= item.Length
            ? Decoded(item.Span[..length])
            : throw Hdf5Exception.Damaged($"the attribute '{Name}' claims {length} bytes of text, and {item.Length} are there");
    }

    private string Decoded(ReadOnlySpan<byte> bytes)
    {
        // Many references to one long text would make much of little.
        _file.Produce(bytes.Length);
        return Datatype.Text(bytes);
    }
}
