using NotebookKit.Layers;

namespace NotebookKit.Tests.Files;

/// <summary>Layers that Keras's files need, through the kit's own file: settings and numbers come back.</summary>
public sealed class NewLayersInFilesTests
{
    public static TheoryData<string> Kinds => [.. Layers().Keys];

    private static Dictionary<string, Func<Layer>> Layers() => new()
    {
        ["BatchNormalization"] = () => new BatchNormalization(momentum: 0.9f, scale: false),
        ["Normalization"] = () => new Normalization([1, -1]),
        ["Conv1D"] = () => new Conv1D(4, 3, padding: Padding.Causal, dilationRate: 2, groups: 2, activation: "gelu"),
        ["DepthwiseConv1D"] = () => new DepthwiseConv1D(2, depthMultiplier: 3),
        ["SeparableConv1D"] = () => new SeparableConv1D(3, 2, depthMultiplier: 2),
        ["MaxPooling1D"] = () => new MaxPooling1D(3, 1, Padding.Same),
        ["AveragePooling1D"] = () => new AveragePooling1D(2),
        ["GlobalMaxPooling1D"] = () => new GlobalMaxPooling1D(true),
        ["GlobalAveragePooling1D"] = () => new GlobalAveragePooling1D(),
        ["UpSampling1D"] = () => new UpSampling1D(3),
        ["ZeroPadding1D"] = () => new ZeroPadding1D((1, 2)),
        ["Cropping1D"] = () => new Cropping1D((2, 1)),
        ["SpatialDropout1D"] = () => new SpatialDropout1D(0.3f),
        ["GaussianNoise"] = () => new GaussianNoise(0.1f),
        ["GaussianDropout"] = () => new GaussianDropout(0.1f),
        ["ActivityRegularization"] = () => new ActivityRegularization(0.1f, 0.2f),
        ["ReLU"] = () => new ReLU(6, 0.1f, 0.5f),
        ["LeakyReLU"] = () => new LeakyReLU(0.4f),
        ["PReLU"] = () => new PReLU(new Constant(0.3f), [1]),
        ["ELU"] = () => new ELU(0.5f),
    };

    [Theory, MemberData(nameof(Kinds))]
    public void Settings_and_numbers_come_back(string kind)
    {
        var model = new Sequential(new Input(6, 4), Layers()[kind](), new Activation("selu"));
        var x = Tensor.RandomNormal(new Shape(2, 6, 4), seed: 1);
        Model loaded = ModelFile.WithFile(path =>
        {
            model.Save(path);
            return Model.Load(path);
        });
        Assert.Equal(((Tensor)model.Predict(x)).ToArray(), ((Tensor)loaded.Predict(x)).ToArray());
        Layer saved = model.Layers[1], back = loaded.Layers[1];
        foreach (System.Reflection.ParameterInfo parameter in LayerSettings.Constructor(saved.GetType()).GetParameters())
        {
            System.Reflection.PropertyInfo property = LayerSettings.Property(saved.GetType(), parameter)!;
            object? expected = property.GetValue(saved), actual = property.GetValue(back);
            if (expected is Initializer)
            {
                Assert.IsType(expected.GetType(), actual);
            }
            else
            {
                Assert.Equal(expected, actual);
            }
        }
        Assert.Equal(saved.ComputeOutputShapes([new Shape(2, 6, 4)]), [.. back.ComputeOutputShapes([new Shape(2, 6, 4)])]);
        Assert.Equal(((Tensor)saved.Apply(x)).Shape, saved.ComputeOutputShapes([x.Shape])[0]);
    }
}
