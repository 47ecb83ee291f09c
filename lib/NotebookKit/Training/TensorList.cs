using System.Collections;
using System.Runtime.CompilerServices;

namespace NotebookKit;

/// <summary>
/// One tensor, or several in order: the inputs or targets of a model. A <see cref="Tensor"/>, an array of them, a
/// collection expression and <see cref="Outputs"/> convert to it.
/// </summary>
[CollectionBuilder(typeof(TensorList), nameof(Create))]
public readonly struct TensorList : IReadOnlyList<Tensor>
{
    private readonly Tensor[]? _items;

    private TensorList(Tensor[] items) => _items = items;

    /// <summary>How many tensors there are.</summary>
    public int Count => _items?.Length ?? 0;

    /// <summary>One of the tensors.</summary>
    public Tensor this[int index] => Items[index];

    internal Tensor[] Items => _items ?? [];

    /// <summary>A list of these tensors.</summary>
    public static TensorList Create(ReadOnlySpan<Tensor> tensors) => new(tensors.ToArray());

    /// <summary>A list of one tensor.</summary>
    public static implicit operator TensorList(Tensor tensor) => new([tensor]);

    /// <summary>A list of these tensors.</summary>
    public static implicit operator TensorList(Tensor[] tensors) => new(tensors);

    /// <summary>A list of the outputs of a layer or model.</summary>
    public static implicit operator TensorList(Outputs outputs) => new(outputs.ToArray());

    /// <inheritdoc/>
    public IEnumerator<Tensor> GetEnumerator() => ((IEnumerable<Tensor>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();
}
