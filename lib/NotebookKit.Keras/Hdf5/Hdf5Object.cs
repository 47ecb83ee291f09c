namespace NotebookKit.Keras.Hdf5;

/// <summary>A group or a data set, with its attributes.</summary>
/// <param name="file">The file.</param>
/// <param name="path">Where it stands, for errors, without a slash in front.</param>
/// <param name="header">What describes it.</param>
internal abstract class Hdf5Object(Hdf5File file, string path, ObjectHeader header)
{
    private Dictionary<string, Hdf5Attribute>? _attributes;

    /// <summary>Where it stands, without a slash in front.</summary>
    public string Path { get; } = path;

    /// <summary>What describes it.</summary>
    protected ObjectHeader Header { get; } = header;

    /// <summary>The file.</summary>
    protected Hdf5File File { get; } = file;

    /// <summary>Where its header stands, which tells objects apart.</summary>
    public long Address => Header.Address;

    /// <summary>The attribute of a name, or null.</summary>
    public Hdf5Attribute? Attribute(string name) => (_attributes ??= ReadAttributes()).GetValueOrDefault(name);

    /// <summary>The object of a header.</summary>
    public static Hdf5Object Open(Hdf5File file, string path, long address)
    {
        var header = ObjectHeader.Read(file, address);
        return header.Find(MessageType.Layout) is null && header.Find(MessageType.Dataspace) is null
            ? new Hdf5Group(file, path, header)
            : new Hdf5Dataset(file, path, header);
    }

    private Dictionary<string, Hdf5Attribute> ReadAttributes()
    {
        var attributes = new Dictionary<string, Hdf5Attribute>();
        foreach (HeaderMessage message in Header.All(MessageType.Attribute))
        {
            Add(message.Body, message.Shared);
        }
        if (Header.Find(MessageType.AttributeInfo) is { } info)
        {
            foreach (ReadOnlyMemory<byte> body in DenseStorage.Read(
                File, info.Body.Span, "the attributes' place", orderSize: 2, recordType: 8, idStart: 0, idLength: 8))
            {
                Add(body, shared: false);
            }
        }
        return attributes;

        void Add(ReadOnlyMemory<byte> body, bool shared)
        {
            var attribute = Hdf5Attribute.Read(File, body, shared);
            attributes[attribute.Name] = attribute;
        }
    }
}
