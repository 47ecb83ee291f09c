using System.Numerics.Tensors;
using NotebookKit.Autodiff;

namespace NotebookKit;

public sealed partial class Tensor
{
    private Node? _node;

    /// <summary>The operation that made this tensor, if it was recorded.</summary>
    internal Node? Node => _node;

    /// <summary>Whether gradients flow to this tensor: it was asked for, or an operand of it was.</summary>
    public bool RequiresGrad { get; private set; }

    /// <summary>
    /// The gradient of the scalar that <see cref="Backward"/> was called on with respect to this tensor, same shape; null
    /// before that, and where nothing depends on it. Gradients of tensors made by <see cref="WithGrad"/> add up over calls
    /// until <see cref="ZeroGrad"/>; those of intermediate results are of the last call.
    /// </summary>
    public Tensor? Grad { get; internal set; }

    /// <summary>Asks for gradients with respect to this tensor, and returns it.</summary>
    /// <exception cref="InvalidOperationException">The tensor is the result of an operation.</exception>
    public Tensor WithGrad()
    {
        if (_node is not null)
        {
            throw new InvalidOperationException(
                "WithGrad() is for tensors that start a computation; this one is the result of an operation. Call Detach() first to start "
                + "anew from its values.");
        }

        RequiresGrad = true;
        return this;
    }

    /// <summary>The buffer of a gradient that a training loop has used up, for the next step's.</summary>
    private Tensor? _spareGrad;

    /// <summary>Forgets the gradient.</summary>
    public void ZeroGrad() => Grad = null;

    /// <summary>Forgets the gradient and keeps its memory for the next one: for training loops, which hand gradients to nobody.</summary>
    internal void RecycleGrad()
    {
        _spareGrad = Grad ?? _spareGrad;
        Grad = null;
    }

    /// <summary>
    /// Computes the gradient of this scalar with respect to every tensor it depends on, by reverse-mode differentiation:
    /// the recorded operations in topological order, walked backwards, each adding to the gradients of its inputs.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tensor has more than one element, or depends on nothing that asked for
    /// gradients.</exception>
    public void Backward()
    {
        if (Size != 1)
        {
            throw new InvalidOperationException(
                $"Backward() differentiates a single number; this tensor has shape {Shape}. Reduce it first, for example "
                + "t.Sum().Backward().");
        }

        if (!RequiresGrad)
        {
            throw new InvalidOperationException(
                "Backward() was called on a tensor that depends on nothing with gradients. Mark a tensor by WithGrad() before the "
                + "computation, and compute outside NoGrad.");
        }

        GraphWalk.Backward(this, _node);
    }

    /// <summary>Adds to this tensor's gradient, if it wants one.</summary>
    /// <param name="gradient">Same shape; the caller gives it away and does not change it afterwards.</param>
    internal void Accumulate(Tensor gradient)
    {
        if (!RequiresGrad)
            return;
        if (Grad is null)
        {
            // A leaf's gradient outlives the step that computes it, so it may not live in the step's memory.
            Grad = _node is null ? Keep(gradient) : gradient;
            if (_axisNames is not null && (_node is null || Grad._axisNames is null))
                Grad._axisNames = _axisNames;
            return;
        }
        if (_node is null)
        {
            TensorPrimitives.Add<float>(Grad.Data, gradient.Data, Grad.Data);
        }
        else
        {
            // The first gradient may be shared with another operand (a + b hands the same one to both), so it is not added to in place.
            Tensor sum = Empty(Shape);
            TensorPrimitives.Add(Grad.Data, gradient.Data, sum.Data);
            Grad = sum.Named(_axisNames);
        }
    }

    /// <summary>
    /// Where an operation may write this tensor's gradient before it hands it to <see cref="Accumulate"/>: arbitrary content.
    /// </summary>
    internal Tensor EmptyGradient() => _node is null && Grad is null && _spareGrad is { } spare ? spare : Empty(Shape);

    private Tensor Keep(Tensor gradient)
    {
        if (_spareGrad is not { } spare)
            return gradient.Clone();
        _spareGrad = null;
        if (!ReferenceEquals(gradient, spare))
            gradient.Values.CopyTo(spare.Data);
        return spare;
    }

    /// <summary>Records an operation with one operand, when the operand wants gradients and recording is on.</summary>
    /// <param name="result">A fresh tensor with the operation's values.</param>
    /// <param name="x">The operand.</param>
    /// <param name="backward">Takes the operand, the result and its gradient, and adds to the operand's gradient. Static, so that nothing
    /// is allocated where nothing is recorded.</param>
    private static Tensor Record(Tensor result, Tensor x, Action<Tensor, Tensor, Tensor> backward) =>
        Wanted(x) ? result.NamedAs(x).MadeBy(new UnaryNode(x, result, backward)) : result.NamedAs(x);

    /// <summary>As <see cref="Record(Tensor, Tensor, Action{Tensor, Tensor, Tensor})"/>, keeping something for the way back.</summary>
    private static Tensor RecordWith<T>(Tensor result, Tensor x, T saved, Action<Tensor, Tensor, T, Tensor> backward) =>
        Wanted(x) ? result.NamedAs(x).MadeBy(new UnaryNode<T>(x, result, saved, backward)) : result.NamedAs(x);

    /// <summary>Records an operation with two operands: the function takes both, the result and its gradient.</summary>
    private static Tensor Record(Tensor result, Tensor a, Tensor b, Action<Tensor, Tensor, Tensor, Tensor> backward) =>
        Wanted(a) || Wanted(b) ? result.MadeBy(new BinaryNode(a, b, result, backward)) : result;

    /// <summary>
    /// Makes the result of an operation from its values: records it when an operand wants gradients and recording is on.
    /// </summary>
    /// <param name="result">A fresh tensor with the operation's values.</param>
    /// <param name="inputs">The operands.</param>
    /// <param name="backward">Takes the result's gradient and adds to the operands' gradients.</param>
    internal static Tensor Record(Tensor result, Tensor[] inputs, Action<Tensor> backward)
    {
        if (Wanted(inputs))
        {
            RecordAll([result], inputs, () =>
            {
                if (result.Grad is { } gradient)
                    backward(gradient);
            });
        }

        return result;
    }

    /// <summary>As <see cref="Record(Tensor, Tensor[], Action{Tensor})"/> for an operation with several results.</summary>
    /// <param name="outputs">The fresh results.</param>
    /// <param name="inputs">The operands.</param>
    /// <param name="backward">Reads the results' <see cref="Grad"/> (null where nothing depends on one) and adds to the operands'
    /// gradients.</param>
    internal static void RecordAll(Tensor[] outputs, Tensor[] inputs, Action backward)
    {
        if (!Wanted(inputs))
            return;
        var recorded = new ManyNode(inputs, outputs, backward);
        foreach (Tensor output in outputs)
            output.MadeBy(recorded);
    }

    /// <summary>Whether an operation on these operands is to be recorded.</summary>
    internal static bool Wanted(Tensor[] inputs) => Array.Exists(inputs, Wanted);

    private static bool Wanted(Tensor input) => input.RequiresGrad && NoGrad.IsRecording;

    private Tensor MadeBy(Node operation)
    {
        _node = operation;
        RequiresGrad = true;
        return this;
    }
}
