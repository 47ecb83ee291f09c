using NotebookKit.Layers;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>Puts all of a sample's values in one row. The mask is dropped.</summary>
internal sealed class FlattenModule(Flatten flatten) : TorchLayer(flatten)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        Shape shape = TensorExtensions.ShapeOf(inputs[0].Value);
        return [new(inputs[0].Value.reshape(shape[0], shape.Slice(1, shape.Rank).Size))];
    }
}

/// <summary>Gives every sample another shape. The mask is dropped.</summary>
internal sealed class ReshapeModule(Reshape reshape) : TorchLayer(reshape)
{
    protected override Masked[] Compute(Masked[] inputs)
    {
        Shape target = Source.ComputeOutputShapes([TensorExtensions.ShapeOf(inputs[0].Value)])[0];
        return [new(inputs[0].Value.reshape(TensorExtensions.Lengths(target)))];
    }
}

/// <summary>Puts a sample's axes in another order. The mask is dropped.</summary>
internal sealed class PermuteModule(Permute permute) : TorchLayer(permute)
{
    protected override Masked[] Compute(Masked[] inputs) => [new(inputs[0].Value.permute([0, .. permute.Dims.Select(d => (long)d)]))];
}
