namespace NotebookKit.Keras.Hdf5;

/// <summary>A group: named objects. Links out of it are shown and never followed.</summary>
internal sealed class Hdf5Group : Hdf5Object
{
    private IReadOnlyDictionary<string, Hdf5Link>? _links;

    public Hdf5Group(Hdf5File file, string path, ObjectHeader header)
        : base(file, path, header)
    {
    }

    /// <summary>The names in it, links among them.</summary>
    public IEnumerable<string> Names => Links.Keys;

    private IReadOnlyDictionary<string, Hdf5Link> Links => _links ??= ReadLinks();

    /// <summary>What stands under a name; null where nothing does.</summary>
    /// <exception cref="Hdf5Exception">It is a link to somewhere else.</exception>
    public Hdf5Object? Find(string name)
    {
        if (!Links.TryGetValue(name, out Hdf5Link? link))
        {
            return null;
        }
        string path = Path.Length == 0 ? name : $"{Path}/{name}";
        return link.Elsewhere is null
            ? Open(File, path, link.Address)
            : throw new Hdf5Exception($"'{path}' is {link.Elsewhere}, and links in files are not followed. Save the model again by "
                + $"Keras, which writes none.");
    }

    /// <summary>What stands at a path of names; null where a part is missing.</summary>
    public Hdf5Object? FindPath(string path)
    {
        Hdf5Object? at = this;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            at = at is Hdf5Group group ? group.Find(name) : null;
        }
        return at;
    }

    /// <summary>The group of a name; null where there is none.</summary>
    public Hdf5Group? Group(string name) => Find(name) as Hdf5Group;

    private IReadOnlyDictionary<string, Hdf5Link> ReadLinks()
    {
        var links = new SortedDictionary<string, Hdf5Link>(StringComparer.Ordinal);
        foreach (HeaderMessage message in Header.All(MessageType.Link))
        {
            Add(Hdf5Link.Read(File, message.Body.Span));
        }
        if (Header.Find(MessageType.LinkInfo) is { } info)
        {
            foreach (ReadOnlyMemory<byte> body in DenseStorage.Read(
                File, info.Body.Span, "a group's links", orderSize: 8, recordType: 5, idStart: 4, idLength: 7))
            {
                Add(Hdf5Link.Read(File, body.Span));
            }
        }
        if (Header.Find(MessageType.SymbolTable) is { } table)
        {
            foreach (Hdf5Link link in SymbolTable.Read(File, table.Body.Span))
            {
                Add(link);
            }
        }
        return links;

        void Add(Hdf5Link link)
        {
            File.Step();
            if (!links.TryAdd(link.Name, link))
            {
                throw Hdf5Exception.Damaged($"the group '{Path}' has two objects named '{link.Name}'");
            }
        }
    }
}
