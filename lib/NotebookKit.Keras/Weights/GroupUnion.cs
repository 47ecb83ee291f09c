using NotebookKit.Keras.Hdf5;

namespace NotebookKit.Keras.Weights;

/// <summary>Groups of several files seen as one, as the shards of a model's weights want it; mostly it is the group of one file.</summary>
internal sealed class GroupUnion(IReadOnlyList<Hdf5Group> groups)
{
    /// <summary>Where it stands, for errors.</summary>
    public string Path => groups[0].Path;

    /// <summary>Where the first stands in its file, which tells groups apart.</summary>
    public long Address => groups[0].Address;

    /// <summary>All names, each once.</summary>
    public IEnumerable<string> Names => groups.Count == 1 ? groups[0].Names : groups.SelectMany(g => g.Names).Distinct();

    /// <summary>The data set or group of a name, from the first file that has it; null where none does.</summary>
    public Hdf5Object? Find(string name) => groups.Select(group => group.Find(name)).FirstOrDefault(found => found is not null);

    /// <summary>The groups at a path of names; null where no file has one.</summary>
    public GroupUnion? Group(string path)
    {
        Hdf5Group[] found = [.. groups.Select(g => g.FindPath(path)).OfType<Hdf5Group>()];
        return found.Length == 0 ? null : new GroupUnion(found);
    }
}
