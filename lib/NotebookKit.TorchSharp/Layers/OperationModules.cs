using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>A function of each element. Truth is 1 and falsehood 0, as in the kit.</summary>
internal sealed class UnaryOperationModule(UnaryOperation operation) : TorchLayer(operation)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        return [new(operation.Function switch
        {
            UnaryFunction.Identity => x,
            UnaryFunction.Negative => -x,
            UnaryFunction.Absolute => x.abs(),
            UnaryFunction.Square => x.square(),
            UnaryFunction.Sqrt => x.sqrt(),
            UnaryFunction.Exp => x.exp(),
            UnaryFunction.Log => x.log(),
            UnaryFunction.LogicalNot => x.eq(0).to(torch.ScalarType.Float32),
            UnaryFunction.ZerosLike => torch.zeros_like(x),
            UnaryFunction.OnesLike => torch.ones_like(x),
            _ => throw LayerMaker.Refused(operation, $"the bridge does not know the function {operation.Function}"),
        })];
    }
}

/// <summary>A function of two elements, of which one may be a constant.</summary>
internal sealed class BinaryOperationModule(BinaryOperation operation) : TorchLayer(operation)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor first = inputs[0].Value;
        torch.Tensor second = operation.Constant is { } constant ? torch.full([], constant, device: first.device) : inputs[1].Value;
        (torch.Tensor? a, torch.Tensor? b) = operation.ConstantFirst ? (second, first) : (first, second);
        return [new(operation.Function switch
        {
            BinaryFunction.Add => a + b,
            BinaryFunction.Subtract => a - b,
            BinaryFunction.Multiply => a * b,
            BinaryFunction.Divide => a / b,
            // As in the kit a power of two tensors is exp(b log a), while a constant exponent takes any base.
            BinaryFunction.Power => operation.Constant is { } exponent && !operation.ConstantFirst ? a.pow(exponent) : (b * a.log()).exp(),
            BinaryFunction.Maximum => torch.maximum(a, b),
            BinaryFunction.Minimum => torch.minimum(a, b),
            _ => Truth(a, b).to(torch.ScalarType.Float32),
        })];
    }

    private torch.Tensor Truth(torch.Tensor a, torch.Tensor b) => operation.Function switch
    {
        BinaryFunction.Equal => a.eq(b),
        BinaryFunction.NotEqual => a.ne(b),
        BinaryFunction.Greater => a.gt(b),
        BinaryFunction.GreaterEqual => a.ge(b),
        BinaryFunction.Less => a.lt(b),
        BinaryFunction.LessEqual => a.le(b),
        BinaryFunction.LogicalAnd => a.ne(0).logical_and(b.ne(0)),
        BinaryFunction.LogicalOr => a.ne(0).logical_or(b.ne(0)),
        BinaryFunction.LogicalXor => a.ne(0).logical_xor(b.ne(0)),
        _ => throw LayerMaker.Refused(operation, $"the bridge does not know the function {operation.Function}"),
    };
}

/// <summary>Sums, means and the like along axes.</summary>
internal sealed class ReductionModule(Reduction reduction) : TorchLayer(reduction)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        Shape shape = TensorExtensions.ShapeOf(x);
        long[] axes = reduction.Axes is null
            ? [.. Enumerable.Range(0, shape.Rank).Select(a => (long)a)]
            : [.. reduction.Axes.Select(a => (long)shape.NormalizeAxis(a)).Distinct()];
        bool keep = reduction.KeepDims;
        return [new(axes.Length == 0 ? x : reduction.Function switch
        {
            ReductionFunction.Any => x.ne(0).to(torch.ScalarType.Float32).amax(axes, keep),
            ReductionFunction.All => x.ne(0).to(torch.ScalarType.Float32).amin(axes, keep),
            ReductionFunction.Sum => x.sum(axes, keep),
            ReductionFunction.Mean => x.mean(axes, keep),
            ReductionFunction.Max => x.amax(axes, keep),
            ReductionFunction.Min => x.amin(axes, keep),
            _ => throw LayerMaker.Refused(reduction, $"the bridge does not know the function {reduction.Function}"),
        })];
    }
}

/// <summary>Positions and stretches along the axes, as Python writes them.</summary>
internal sealed class GetItemModule(GetItem item) : TorchLayer(item)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor x = inputs[0].Value;
        IReadOnlyList<(IReadOnlyList<int> Places, bool Stays)> selection = item.Selection(TensorExtensions.ShapeOf(x));
        for (int axis = selection.Count - 1; axis >= 0; axis--)
        {
            (IReadOnlyList<int>? places, bool stays) = selection[axis];
            x = stays
                ? x.index_select(axis, torch.tensor([.. places.Select(p => (long)p)], dtype: torch.ScalarType.Int64, device: x.device))
                : x.select(axis, places[0]);
        }
        return [new(x)];
    }
}

/// <summary>A new axis of length 1.</summary>
internal sealed class ExpandDimsModule(ExpandDims expand) : TorchLayer(expand)
{
    protected override Masked[] Compute(Masked[] inputs) => [new(inputs[0].Value.unsqueeze(expand.Axis))];
}

/// <summary>An axis of length 1 left out.</summary>
internal sealed class SqueezeModule(Squeeze squeeze) : TorchLayer(squeeze)
{
    protected override Masked[] Compute(Masked[] inputs) => [new(inputs[0].Value.squeeze(squeeze.Axis))];
}
