namespace NotebookKit.Autodiff;

/// <summary>One operation in the record of a computation: what went in, what came out, and how gradients go back.</summary>
/// <param name="inputs">The tensors the operation read.</param>
/// <param name="outputs">The tensors it made; most operations make one, a recurrent layer makes its sequence and states.</param>
/// <param name="backward">
/// Reads the gradients of the outputs (null where nothing depends on an output) and adds to those of the inputs by
/// <see cref="Tensor.Accumulate(Tensor)"/>.
/// </param>
internal sealed class Node(Tensor[] inputs, Tensor[] outputs, Action backward)
{
    public readonly Tensor[] Inputs = inputs;
    public readonly Tensor[] Outputs = outputs;

    public void Backward() => backward();
}
