using NotebookKit.Layers;
using NotebookKit.Tests.Support;

namespace NotebookKit.Tests.Graph;

/// <summary>A layer that a user derives, as the documentation of <see cref="Layer"/> shows one.</summary>
public class OwnLayerTests
{
    [Fact]
    public void A_model_learns_through_a_layer_of_ones_own()
    {
        var scale = new Scale();
        var model = new Sequential(new Input(7, 3), scale, new LSTM(4));
        Assert.Equal(new Shape(Shape.Unknown, 7, 3), scale.ComputeOutputShapes([new Shape(Shape.Unknown, 7, 3)])[0]);
        Assert.Equal([1f, 1, 1], model.GetWeights()[0].ToArray());
        model.Compile(new SGD(1f), Losses.MeanSquaredError);
        model.Fit(Tensor.RandomNormal(new Shape(4, 7, 3), seed: 1), Tensor.Ones(4, 4), verbose: 0);
        Assert.NotEqual([1f, 1, 1], model.GetWeights()[0].ToArray());
    }

    [Fact]
    public void Its_gradients_are_those_of_its_operations() =>
        Gradients.Check(x => new Scale().Apply(x[0]), Gradients.Sample(2, 3));

    [Fact]
    public void Its_names_and_weights_are_counted_as_those_of_any_other()
    {
        var model = new Sequential(new Input(3), new Scale(), new Scale("second"));
        Assert.Equal(["scale", "second"], model.Layers.Skip(1).Select(l => l.Name.Split('_')[0]));
        Assert.Equal(6, model.CountParams());
    }

    [Fact]
    public void A_model_with_one_is_saved_by_its_weights_alone_and_the_error_names_it()
    {
        string message = Assert.Throws<InvalidOperationException>(
            () => new Sequential(new Input(3), new Scale("mine")).Save("unused")).Message;
        Assert.Contains("Scale 'mine' is a class of your own, and a file cannot hold code", message);
        Assert.Contains("SaveWeights", message);
    }

    private sealed class Scale(string? name = null) : Layer(name)
    {
        private Weight? _factor;

        protected override void Build(IReadOnlyList<Shape> inputShapes) =>
            _factor = AddWeight("factor", new Shape(inputShapes[0][-1]), new Ones());

        public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) => inputShapes;

        protected override TensorList Call(TensorList inputs, CallContext context) => inputs[0] * _factor!.Value;
    }
}
