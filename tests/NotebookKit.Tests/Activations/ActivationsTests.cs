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
    public void An_activation_found_by_name_has_its_value(string name, float x, float expected)
    {
        ActivationFunction activation = name;
        Assert.Equal(name, activation.ToString());
        Assert.Equal(expected, activation.Apply(Tensor.Of(x)).Item(), 2e-7f);
    }

    // Of PyTorch 2 and of Keras 3's formulas in float64; -0.5 and 2 lie on the two sides of every corner.
    [Theory]
    [InlineData("elu", -0.39346934, 2)]
    [InlineData("selu", -0.69175822, 2.10140195)]
    [InlineData("softplus", 0.47407698, 2.12692801)]
    [InlineData("softsign", -0.33333333, 0.66666667)]
    [InlineData("exponential", 0.60653066, 7.38905610)]
    [InlineData("gelu", -0.15426877, 1.95449974)]
    [InlineData("silu", -0.18877033, 1.76159416)]
    [InlineData("swish", -0.18877033, 1.76159416)]
    [InlineData("hard_silu", -0.20833333, 1.66666667)]
    [InlineData("relu6", 0, 2)]
    [InlineData("leaky_relu", -0.1, 2)]
    [InlineData("mish", -0.22074377, 1.94395896)]
    [InlineData("log_sigmoid", -0.97407698, -0.12692801)]
    [InlineData("hard_tanh", -0.5, 1)]
    [InlineData("tanh_shrink", -0.03788284, 1.03597242)]
    [InlineData("soft_shrink", 0, 1.5)]
    [InlineData("hard_shrink", 0, 2)]
    [InlineData("squareplus", 0.78077641, 2.41421356)]
    [InlineData("sparse_plus", 0.0625, 2)]
    [InlineData("sparse_sigmoid", 0.25, 1)]
    public void Further_activations_found_by_name_have_their_values(string name, double below, double above)
    {
        ActivationFunction activation = name;
        float[] y = activation.Apply(Tensor.Of(-0.5f, 2)).ToArray();
        Assert.Equal([below, above], y.Select(v => (double)v), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Every_activation_has_its_derivative_and_stays_finite_far_out()
    {
        foreach (string name in (string[])["elu", "selu", "softplus", "softsign", "exponential", "gelu", "silu", "hard_silu", "leaky_relu",
            "mish", "log_sigmoid",
            "hard_tanh", "tanh_shrink", "soft_shrink", "hard_shrink", "squareplus", "sparse_plus", "sparse_sigmoid", "log_softmax",
            "relu6"])
        {
            ActivationFunction activation = name;
            Support.Gradients.Check(x => activation.Apply(x[0]), Tensor.Of([-2.3f, -0.7f, 0.3f, 1.7f]).Reshape(2, 2));
            Tensor far = Tensor.Of([-1000f, 1000]).Reshape(1, 2).WithGrad(), y = activation.Apply(far);
            Assert.True(name == "exponential" || y.ToArray().All(float.IsFinite), name);
            if (name != "exponential")
            {
                y.Sum().Backward();
                Assert.True(far.Grad!.ToArray().All(float.IsFinite), $"the derivative of {name}");
            }
        }
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
    public void Slopes_are_right_on_both_sides_of_the_corners(string name, float x, float expected)
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
        string message = Assert.Throws<ArgumentException>(() => Activations.ByName("tahn")).Message;
        Assert.StartsWith(
            "There is no activation 'tahn'; expected one of linear, tanh, sigmoid, relu, softmax, hard_sigmoid_keras2, "
            + "hard_sigmoid_keras3, elu, ", message);
        Assert.EndsWith("For a function of your own: new ActivationFunction(\"tahn\", x => …). (Parameter 'name')", message);
    }

    [Fact]
    public void Hard_sigmoid_is_the_function_of_Keras_3()
    {
        Assert.Same(Activations.HardSigmoidKeras3, Activations.ByName("hard_sigmoid"));
        Assert.Equal([0, 0.5f, 2 / 3f, 1], Activations.ByName("hard_sigmoid").Apply(Tensor.Of([-3f, 0, 1, 3])).ToArray());
        Assert.Equal(0.7f, Activations.HardSigmoidKeras2.Apply(Tensor.Of([1f])).Item(), 1e-6f);
    }
}
