using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace NotebookKit;

/// <summary>
/// The tensors of a file by name. Those that cannot be read are not among them; who asks for one by its name is told why.
/// </summary>
/// <param name="path">The file, for errors.</param>
internal sealed class StoredTensors(string path) : IReadOnlyDictionary<string, Tensor>
{
    private readonly Dictionary<string, (Tensor? Values, SafetensorsType Type)> _all = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public int Count => Readable.Count();

    /// <inheritdoc/>
    public IEnumerable<string> Keys => Readable.Select(t => t.Key);

    /// <inheritdoc/>
    public IEnumerable<Tensor> Values => Readable.Select(t => t.Value);

    private IEnumerable<KeyValuePair<string, Tensor>> Readable =>
        _all.Where(t => t.Value.Values is not null).Select(t => KeyValuePair.Create(t.Key, t.Value.Values!));

    /// <exception cref="ModelFileException">The tensor is there, and cannot be read.</exception>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public Tensor this[string key] => TryGetValue(key, out Tensor? value)
        ? value
        : throw new KeyNotFoundException($"{path} has no tensor '{key}'; it has {string.Join(", ", _all.Keys.Take(12))}.");

    public void Add(string name, Tensor? values, SafetensorsType type) => _all.Add(name, (values, type));

    /// <summary>Whether a tensor is of a type that weights have; others stand beside the weights, as a count of steps does.</summary>
    public bool IsWeight(string name) => _all[name].Type.Name == "F32";

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _all.ContainsKey(key);

    /// <exception cref="ModelFileException">The tensor is there, and cannot be read.</exception>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Tensor value)
    {
        bool known = _all.TryGetValue(key, out (Tensor? Values, SafetensorsType Type) found);
        if (known && found.Values is null)
        {
            throw new ModelFileException(path,
                $"Its type is {found.Type.Name}, and some of its values do not fit into numbers of 32 bits. In Python convert it, for "
                + "example by .astype(\"float32\").", key);
        }
        value = found.Values;
        return known;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, Tensor>> GetEnumerator() => Readable.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
