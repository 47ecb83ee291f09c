using NotebookKit.Layers;

namespace NotebookKit.Tests.Training;

public class TensorListTests
{
    private static readonly Tensor s_a = Tensor.Of(1f, 2f), s_b = Tensor.Of(3f);

    [Fact]
    public void A_tensor_an_array_a_collection_and_outputs_are_lists()
    {
        TensorList one = s_a, array = new[] { s_a, s_b }, collection = [s_a, s_b];
        TensorList outputs = new LSTM(1, returnState: true).Apply(Tensor.Zeros(1, 2, 1));
        Assert.Equal((1, 2, 2, 3), (one.Count, array.Count, collection.Count, outputs.Count));
        Assert.Same(s_b, array[1]);
        Assert.Equal(2, ((TensorList)new List<Tensor> { s_a, s_b }).Count);
        Assert.Equal([s_a, s_b], collection.ToArray());
        Assert.Empty(default(TensorList));
        Assert.Equal("[array([1., 2.], dtype=float32), array([3.], dtype=float32)]", collection.ToString());
    }

    [Fact]
    public void Weights_and_states_go_from_layer_to_layer_as_lists()
    {
        var x = Tensor.RandomNormal(new Shape(2, 3, 1), seed: 1);
        var from = new GRU(2, stateful: true, returnSequences: true);
        var to = new GRU(2, stateful: true, returnSequences: true);
        Tensor first = from.Apply(x);
        to.EnsureBuilt(x.Shape);
        to.SetWeights(from.GetWeights());
        to.SetStates(from.GetStates());
        Assert.Equal(((Tensor)from.Apply(x)).ToArray(), ((Tensor)to.Apply(x)).ToArray());
        // One state needs no brackets, and one tensor behind the input is a mask.
        var h = Tensor.Ones(2, 2);
        Assert.Equal(((Tensor)to.Apply(x, initialState: [h])).ToArray(), ((Tensor)to.Apply(x, initialState: h)).ToArray());
        var mask = Tensor.Of(new float[,] { { 1, 1, 0 }, { 1, 0, 0 } });
        to.ResetState();
        Tensor behind = to.Apply(x, mask);
        to.ResetState();
        Assert.Equal(((Tensor)to.Apply(x, mask: mask)).ToArray(), behind.ToArray());
        Assert.NotEqual(first.ToArray(), behind.ToArray());
    }

    [Fact]
    public void A_layer_that_gives_the_list_of_its_inputs_leaves_them_their_masks()
    {
        Tensor masked = Tensor.Ones(1, 2, 1).WithMask(Tensor.Of(new float[,] { { 1, 0 } }));
        Tensor[] inputs = [masked];
        Tensor output = new SameList().Apply(inputs);
        Assert.Null(output.Mask);
        Assert.Same(masked, inputs[0]);
        Assert.NotNull(masked.Mask);
    }

    /// <summary>Returns its inputs as they are.</summary>
    private sealed class SameList() : Layer("same")
    {
        public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) => inputShapes;

        protected override TensorList Call(TensorList inputs, CallContext context) => inputs;
    }
}
