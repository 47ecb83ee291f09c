using NotebookKit.Layers;
using NotebookKit.Tests.Support;

namespace NotebookKit.Tests.Layers;

/// <summary>The activations that are layers: numbers by Keras's formulas.</summary>
public sealed class ReLUTests
{
    private static readonly Tensor s_x = Tensor.Of(new float[,] { { -2, -0.5f, 0, 0.5f, 7 } });

    public static TheoryData<string, float[]> Cases => new()
    {
        { "relu", [0, 0, 0, 0.5f, 7] },
        { "relu6", [0, 0, 0, 0.5f, 6] },
        { "relu threshold", [-0.3f, -0.15f, -0.1f, -0.05f, 7] },
        { "leaky", [-0.6f, -0.15f, 0, 0.5f, 7] },
        { "elu", [-1.7293295f, -0.78693867f, 0, 0.5f, 7] },
        { "prelu", [-0.5f, -0.125f, 0, 0.5f, 7] },
    };

    private static Layer Make(string kind) => kind switch
    {
        "relu" => new ReLU(),
        "relu6" => new ReLU(maxValue: 6),
        "relu threshold" => new ReLU(negativeSlope: 0.1f, threshold: 1),
        "leaky" => new LeakyReLU(),
        "elu" => new ELU(2),
        _ => new PReLU(new Constant(0.25f)),
    };

    [Theory, MemberData(nameof(Cases))]
    public void The_numbers_are_Keras_s(string kind, float[] expected)
    {
        Tensor y = Make(kind).Apply(s_x);
        Assert.All(expected.Zip(y.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Theory, MemberData(nameof(Cases))]
    public void Gradients_are_those_of_the_numbers(string kind, float[] numbers)
    {
        Assert.NotEmpty(numbers);
        Layer layer = Make(kind);
        Gradients.Check(x => layer.Apply(x[0]), Gradients.Sample(2, 4));
    }

    [Fact]
    public void At_the_threshold_itself_nothing_passes() =>
        Assert.Equal([0, 1.5f, 2], ((Tensor)new ReLU(maxValue: 2, threshold: 1).Apply(Tensor.Of([1, 1.5f, 3]))).ToArray());

    [Fact]
    public void Alpha_learns_and_is_shared_along_axes()
    {
        var layer = new PReLU(new Constant(0.25f), sharedAxes: [1]);
        var x = Tensor.Full(new Shape(2, 3, 2), -1);
        Tensor y = layer.Apply(x);
        Assert.Equal(new Shape(1, 2), layer.Weights[0].Shape);
        y.Sum().Backward();
        Assert.Equal([-6, -6], layer.Weights[0].Value.Grad!.ToArray());
        Assert.Equal(new Shape(3, 2), new PReLU().Apply(x)[0].Shape.Slice(1, 3));
        Assert.Equal(
            "PReLU 'alpha' expects a batch axis and axes of a sample, 3 among them; received (2, 3, 2). Choose other shared axes, counted "
            + "from 1, or reshape the input.",
            Assert.Throws<ArgumentException>(() => new PReLU(sharedAxes: [3], name: "alpha").Apply(x)).Message);
    }

    [Fact]
    public void Settings_out_of_range_are_named()
    {
        Assert.StartsWith("ReLU 'r' expects maxValue of 0 or more; received -1.",
            Assert.Throws<ArgumentException>(() => new ReLU(maxValue: -1, name: "r")).Message);
        Assert.StartsWith("LeakyReLU 'l' expects negativeSlope of 0 or more; received -0.1.",
            Assert.Throws<ArgumentException>(() => new LeakyReLU(-0.1f, "l")).Message);
    }
}
