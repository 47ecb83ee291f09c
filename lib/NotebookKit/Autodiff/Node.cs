namespace NotebookKit.Autodiff;

/// <summary>
/// One operation in the record of a computation: what went in, what came out, and how gradients go back. There is one
/// subclass for each number of operands, with a static backward function, so that recording an operation allocates one
/// small object.
/// </summary>
internal abstract class Node
{
    /// <summary>The latest walk over the graph that came by.</summary>
    internal long Walk;

    /// <summary>How many tensors the operation read.</summary>
    public abstract int InputCount { get; }

    /// <summary>One of the tensors that the operation read.</summary>
    public abstract Tensor Input(int index);

    /// <summary>Forgets the gradients of the results.</summary>
    public abstract void ClearGradients();

    /// <summary>
    /// Reads the gradients of the results (null where nothing depends on one) and adds to those of the operands by
    /// <see cref="Tensor.Accumulate(Tensor)"/>.
    /// </summary>
    public abstract void Backward();
}

/// <summary>An operation with one operand.</summary>
/// <param name="x">The operand.</param>
/// <param name="y">The result.</param>
/// <param name="backward">Takes x, y and the gradient of y.</param>
internal sealed class UnaryNode(Tensor x, Tensor y, Action<Tensor, Tensor, Tensor> backward) : Node
{
    public override int InputCount => 1;

    public override Tensor Input(int index) => x;

    public override void ClearGradients() => y.Grad = null;

    public override void Backward()
    {
        if (y.Grad is { } gradient)
            backward(x, y, gradient);
    }
}

/// <summary>An operation with one operand that keeps something for the way back.</summary>
/// <param name="x">The operand.</param>
/// <param name="y">The result.</param>
/// <param name="saved">What the way back needs beside them.</param>
/// <param name="backward">Takes x, y, what was saved, and the gradient of y.</param>
internal sealed class UnaryNode<T>(Tensor x, Tensor y, T saved, Action<Tensor, Tensor, T, Tensor> backward) : Node
{
    public override int InputCount => 1;

    public override Tensor Input(int index) => x;

    public override void ClearGradients() => y.Grad = null;

    public override void Backward()
    {
        if (y.Grad is { } gradient)
            backward(x, y, saved, gradient);
    }
}

/// <summary>An operation with two operands.</summary>
/// <param name="a">The left operand.</param>
/// <param name="b">The right operand.</param>
/// <param name="y">The result.</param>
/// <param name="backward">Takes a, b, y and the gradient of y.</param>
internal sealed class BinaryNode(Tensor a, Tensor b, Tensor y, Action<Tensor, Tensor, Tensor, Tensor> backward) : Node
{
    public override int InputCount => 2;

    public override Tensor Input(int index) => index == 0 ? a : b;

    public override void ClearGradients() => y.Grad = null;

    public override void Backward()
    {
        if (y.Grad is { } gradient)
            backward(a, b, y, gradient);
    }
}

/// <summary>An operation with any number of operands and results; a recurrent layer makes its sequence and its states.</summary>
/// <param name="inputs">The operands.</param>
/// <param name="outputs">The results.</param>
/// <param name="backward">Reads the results' gradients and adds to the operands'.</param>
internal sealed class ManyNode(Tensor[] inputs, Tensor[] outputs, Action backward) : Node
{
    public override int InputCount => inputs.Length;

    public override Tensor Input(int index) => inputs[index];

    public override void ClearGradients()
    {
        foreach (Tensor output in outputs)
            output.Grad = null;
    }

    public override void Backward() => backward();
}
