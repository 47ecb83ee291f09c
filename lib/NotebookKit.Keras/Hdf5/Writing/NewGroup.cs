namespace NotebookKit.Keras.Hdf5.Writing;

/// <summary>A group of a file to be written: groups and data sets by name, and a text beside them.</summary>
internal sealed class NewGroup
{
    /// <summary>The groups in it, in the order they were made.</summary>
    public Dictionary<string, NewGroup> Groups { get; } = [];

    /// <summary>The data sets in it.</summary>
    public Dictionary<string, Tensor> Data { get; } = [];

    /// <summary>The attribute <c>name</c>, if it has one.</summary>
    public string? NameAttribute { get; set; }

    /// <summary>The group at a path, made where it is missing.</summary>
    public NewGroup At(string path)
    {
        NewGroup group = this;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!group.Groups.TryGetValue(name, out NewGroup? next))
            {
                group.Groups[name] = next = new NewGroup();
            }
            group = next;
        }
        return group;
    }
}
