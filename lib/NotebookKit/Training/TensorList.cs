using System.Collections;
using System.Runtime.CompilerServices;

namespace NotebookKit;

/// <summary>
/// One tensor, or several in order: inputs, targets, states or weights, wherever the kit takes or gives several. A
/// <see cref="Tensor"/>, an array or list of them, a collection expression and <see cref="Outputs"/> convert to it; of any other
/// collection <c>[.. tensors]</c> makes one.
/// </summary>
/// <example>
/// <code>
/// TensorList weights = lstm.GetWeights();              // kernel (1, 8), recurrent kernel (2, 8), bias (8,)
/// Tensor bias = weights[2];
/// copy.SetWeights(weights);
/// Outputs y = model.Predict([x, state]);               // two inputs: x (4, 3, 1), state (4, 2)
/// </code>
/// </example>
[CollectionBuilder(typeof(TensorList), nameof(Create))]
public readonly struct TensorList : IReadOnlyList<Tensor>
{
    private readonly Tensor[]? _items;

    private TensorList(Tensor[] items) => _items = items;

    /// <summary>How many tensors there are.</summary>
    public int Count => _items?.Length ?? 0;

    /// <summary>One of the tensors.</summary>
    /// <example>
    /// <code>
    /// TensorList weights = lstm.GetWeights();                  // of LSTM(4) over (batch, time, 2)
    /// Tensor recurrentKernel = weights[1];                     // (4, 16)
    /// </code>
    /// </example>
    /// <exception cref="IndexOutOfRangeException">There is no tensor of that index.</exception>
    public Tensor this[int index] => Items[index];

    internal Tensor[] Items => _items ?? [];

    /// <summary>A list of these tensors.</summary>
    public static TensorList Create(ReadOnlySpan<Tensor> tensors) => new(tensors.ToArray());

    /// <summary>A list of one tensor.</summary>
    public static implicit operator TensorList(Tensor tensor) => new([tensor]);

    /// <summary>A list of these tensors.</summary>
    public static implicit operator TensorList(Tensor[] tensors) => new(tensors);

    /// <summary>A list of these tensors, as they are now.</summary>
    public static implicit operator TensorList(List<Tensor> tensors) => new([.. tensors]);

    /// <summary>A list of the outputs of a layer or model.</summary>
    public static implicit operator TensorList(Outputs outputs) => new(outputs.ToArray());

    /// <summary>The tensors in a new array.</summary>
    public Tensor[] ToArray() => [.. Items];

    /// <summary>The tensors as NumPy prints a list of arrays.</summary>
    public override string ToString() => NumPyFormat.RepresentList(Items);

    /// <inheritdoc/>
    public IEnumerator<Tensor> GetEnumerator() => ((IEnumerable<Tensor>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();
}
