namespace NotebookKit.Tests.ActivationFunctions;

public class ActivationsTests
{
    [Theory]
    [InlineData("linear", -1.5f, -1.5f)]
    [InlineData("tanh", 0.5f, 0.46211716f)]
    [InlineData("sigmoid", 0.5f, 0.62245935f)]
    [InlineData("relu", -0.5f, 0)]
    [InlineData("relu", 0.5f, 0.5f)]
    [InlineData("hard_sigmoid_keras2", -2.5f, 0)]
    [InlineData("hard_sigmoid_keras2", -2.6f, 0)]
    [InlineData("hard_sigmoid_keras2", 0, 0.5f)]
    [InlineData("hard_sigmoid_keras2", 1, 0.7f)]
    [InlineData("hard_sigmoid_keras2", 2.5f, 1)]
    [InlineData("hard_sigmoid_keras2", 2.9f, 1)]
    [InlineData("hard_sigmoid_keras3", -3, 0)]
    [InlineData("hard_sigmoid_keras3", -2.9f, 0.016666667f)]
    [InlineData("hard_sigmoid_keras3", 0, 0.5f)]
    [InlineData("hard_sigmoid_keras3", 1, 0.6666667f)]
    [InlineData("hard_sigmoid_keras3", 3, 1)]
    [InlineData("hard_sigmoid_keras3", 3.1f, 1)]
    public void Values_by_name(string name, float x, float expected)
    {
        ActivationFunction activation = name;
        Assert.Equal(name, activation.ToString());
        Assert.Equal(expected, activation.Apply(Tensor.Of(x)).Item(), 2e-7f);
    }

    [Theory]
    [InlineData("hard_sigmoid_keras2", -2.51f, 0)]
    [InlineData("hard_sigmoid_keras2", -2.49f, 0.2f)]
    [InlineData("hard_sigmoid_keras2", 2.49f, 0.2f)]
    [InlineData("hard_sigmoid_keras2", 2.51f, 0)]
    [InlineData("hard_sigmoid_keras3", -3.01f, 0)]
    [InlineData("hard_sigmoid_keras3", -2.99f, 1 / 6f)]
    [InlineData("hard_sigmoid_keras3", 2.99f, 1 / 6f)]
    [InlineData("hard_sigmoid_keras3", 3.01f, 0)]
    [InlineData("relu", 0, 0)]
    public void Slopes_on_both_sides_of_the_corners(string name, float x, float expected)
    {
        Tensor at = Tensor.Of(x).WithGrad();
        Activations.ByName(name).Apply(at).Sum().Backward();
        Assert.Equal(expected, at.Grad!.Item());
    }

    [Fact]
    public void Softmax_sums_to_one_along_the_last_axis_and_does_not_overflow()
    {
        Tensor y = Activations.Softmax.Apply(Tensor.Of(new float[,] { { 0, 0 }, { 1000, 1001 } }));
        Assert.True(y.AllClose(Tensor.Of(new float[,] { { 0.5f, 0.5f }, { 0.26894143f, 0.7310586f } })));
    }

    [Fact]
    public void A_function_of_ones_own_is_an_activation()
    {
        var swish = new ActivationFunction("swish", x => x * x.Sigmoid());
        Assert.Equal(0.5f * 0.62245935f, swish.Apply(Tensor.Of(0.5f)).Item(), 1e-6f);
        Assert.Null(swish.Kind);
    }

    [Fact]
    public void Unknown_names_are_refused_with_the_remedy()
    {
        Assert.Equal(
            "There is no activation 'tahn'; expected one of linear, tanh, sigmoid, relu, softmax, hard_sigmoid_keras2, hard_sigmoid_keras3. For a function of your own: new ActivationFunction(\"tahn\", x => …). (Parameter 'name')",
            Assert.Throws<ArgumentException>(() => Activations.ByName("tahn")).Message);
    }

    [Fact]
    public void Hard_sigmoid_is_the_function_of_Keras_3()
    {
        Assert.Same(Activations.HardSigmoidKeras3, Activations.ByName("hard_sigmoid"));
        Assert.Equal([0, 0.5f, 2 / 3f, 1], Activations.ByName("hard_sigmoid").Apply(Tensor.Of([-3f, 0, 1, 3])).ToArray());
        Assert.Equal(0.7f, Activations.HardSigmoidKeras2.Apply(Tensor.Of([1f])).Item(), 1e-6f);
    }
}
