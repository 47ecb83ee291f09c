using System.Collections;

namespace NotebookKit;

/// <summary>
/// What applying a layer gives: one tensor, or several in Keras's order. See <see cref="Outputs"/> and <see cref="SymbolicOutputs"/>.
/// </summary>
/// <remarks>Only this library derives from it.</remarks>
/// <typeparam name="T">Computed or symbolic tensors.</typeparam>
public abstract class OutputList<T> : IReadOnlyList<T>
    where T : class
{
    private readonly T[] _items;
    private readonly string _why;

    /// <summary>
    /// A clause that says what made them, for example <c>LSTM 'lstm' returns its output and the states h and c because returnState is
    /// true</c>.
    /// </summary>
    public string Why => _why;

    /// <param name="items">The outputs in Keras's order.</param>
    /// <param name="why">A clause that says what made them, for errors: «LSTM 'lstm' returns its output and the states h and c because
    /// returnState is true».</param>
    private protected OutputList(T[] items, string why)
    {
        _items = items;
        _why = why;
    }

    /// <summary>How many outputs there are.</summary>
    public int Count => _items.Length;

    /// <summary>One of the outputs.</summary>
    /// <example>
    /// <code>
    /// Outputs outputs = new LSTM(2, returnState: true).Apply(x);   // x (1, 3, 1): output, h and c, each (1, 2)
    /// Tensor c = outputs[2];
    /// </code>
    /// </example>
    /// <exception cref="ArgumentOutOfRangeException">There is no output of that index.</exception>
    public T this[int index] => index >= 0 && index < _items.Length
        ? _items[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"There {Are(_items.Length)}: {_why}. Received index {index}.");

    /// <summary>The outputs in a new array.</summary>
    public T[] ToArray() => [.. _items];

    /// <summary>The single output.</summary>
    /// <exception cref="InvalidOperationException">There are several; the message says which setting made them.</exception>
    public T Single() => _items.Length == 1
        ? _items[0]
        : throw new InvalidOperationException(
            $"One tensor was expected here, but there {Are(_items.Length)}: {_why}. Take them apart, for example var "
            + $"({string.Join(", ", Enumerable.Range(0, _items.Length).Select(Placeholder))}) = …, or index [0].");

    /// <summary>Takes two outputs apart.</summary>
    /// <exception cref="InvalidOperationException">There are more or fewer.</exception>
    public void Deconstruct(out T first, out T second)
    {
        Expect(2);
        (first, second) = (_items[0], _items[1]);
    }

    /// <summary>Takes three outputs apart.</summary>
    /// <exception cref="InvalidOperationException">There are more or fewer.</exception>
    public void Deconstruct(out T first, out T second, out T third)
    {
        Expect(3);
        (first, second, third) = (_items[0], _items[1], _items[2]);
    }

    /// <summary>Takes four outputs apart.</summary>
    /// <exception cref="InvalidOperationException">There are more or fewer.</exception>
    public void Deconstruct(out T first, out T second, out T third, out T fourth)
    {
        Expect(4);
        (first, second, third, fourth) = (_items[0], _items[1], _items[2], _items[3]);
    }

    /// <summary>Takes five outputs apart, as a bidirectional LSTM with states gives them.</summary>
    /// <exception cref="InvalidOperationException">There are more or fewer.</exception>
    public void Deconstruct(out T first, out T second, out T third, out T fourth, out T fifth)
    {
        Expect(5);
        (first, second, third, fourth, fifth) = (_items[0], _items[1], _items[2], _items[3], _items[4]);
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    private void Expect(int count)
    {
        if (_items.Length != count)
        {
            throw new InvalidOperationException(
                $"{count} tensors were expected here, but there {Are(_items.Length)}: {_why}. {Remedy(count)}");
        }
    }

    private string Remedy(int expected) => _items.Length == 1
        ? "Assign it to one variable."
        : $"Take {_items.Length} apart{(expected < _items.Length ? ", using _ for those you do not need" : "")}.";

    private static string Are(int count) => count == 1 ? "is 1" : $"are {count}";

    private static string Placeholder(int index) => index == 0 ? "output" : $"state{index}";
}

/// <summary>
/// The tensors that a layer or model computed. Converts to the one tensor when there is one, and comes apart by
/// <c>var (output, h, c) = …</c> when there are several.
/// </summary>
public sealed class Outputs : OutputList<Tensor>
{
    internal Outputs(Tensor[] items, string why, IReadOnlyList<string>? names = null)
        : base(items, why)
    {
        Names = names?.Count == items.Length ? names : null;
    }

    /// <summary>What each output is, for example output, h and c; null where the outputs have no names.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>The single output.</summary>
    /// <exception cref="InvalidOperationException">There are several; the message says which setting made them.</exception>
    public static implicit operator Tensor(Outputs outputs) => outputs.Single();

    /// <summary>The outputs as Keras's <c>predict</c> prints them: one array, or a list of arrays.</summary>
    public override string ToString() => Count == 1
        ? this[0].ToString()
        : NumPyFormat.RepresentList(this);
}

/// <summary>
/// The symbolic tensors of a layer applied in a graph. Converts to the one when there is one, and comes apart by
/// <c>var (output, h, c) = …</c> when there are several.
/// </summary>
public sealed class SymbolicOutputs : OutputList<SymbolicTensor>
{
    internal SymbolicOutputs(SymbolicTensor[] items, string why)
        : base(items, why)
    {
    }

    /// <summary>The single output.</summary>
    /// <exception cref="InvalidOperationException">There are several; the message says which setting made them.</exception>
    public static implicit operator SymbolicTensor(SymbolicOutputs outputs) => outputs.Single();

    /// <summary>The shapes of the outputs.</summary>
    public override string ToString() => string.Join(", ", this);
}
