using NotebookKit.Keras.Tests.Support;
using NotebookKit.Layers;

namespace NotebookKit.Keras.Tests.Saving;

/// <summary>What a reader derived from the library's classes Keras does not have: the error names it; weights go all the same.</summary>
public class OwnClassesTests
{
    [Fact]
    public void An_initializer_of_ones_own_is_refused_by_name_and_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        var model = new Sequential(new Input(2), new Dense(3, kernelInitializer: new Rising(), name: "own"));
        string message = Assert.Throws<KerasFileException>(() => KerasFile.Save(model, folder.File("model.keras"))).Message;
        Assert.Contains("Dense 'own' starts by Rising, a class of your own", message);
        Assert.Contains(".weights.h5", message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));

        string weights = folder.File("model.weights.h5");
        KerasFile.Save(model, weights);
        var again = new Sequential(new Input(2), new Dense(3, name: "own"));
        KerasFile.LoadWeights(again, weights);
        Assert.Equal([0f, 1, 2, 3, 4, 5], again.GetWeights()[0].ToArray());
    }

    [Fact]
    public void An_initializer_of_ones_own_under_a_known_name_is_refused_too()
    {
        using var folder = new TemporaryFolder();
        var model = new Sequential(new Input(2), new Dense(3, biasInitializer: new Zeros(), name: "own"));
        Assert.Contains("starts by Zeros, a class of your own",
            Assert.Throws<KerasFileException>(() => KerasFile.Save(model, folder.File("model.keras"))).Message);
    }

    [Fact]
    public void A_layer_of_ones_own_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var model = new Sequential(new Input(2), new Same("mine"));
        Assert.Contains("Same 'mine' is a class of your own",
            Assert.Throws<KerasFileException>(() => KerasFile.Save(model, folder.File("model.keras"))).Message);
    }

    private sealed class Rising : Initializer
    {
        protected override void Fill(Span<float> values, Shape shape, RandomStream random)
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = i;
            }
        }
    }

    private sealed class Zeros() : Initializer(seed: 1)
    {
        protected override void Fill(Span<float> values, Shape shape, RandomStream random) => values.Fill(random.NextSingle());
    }

    private sealed class Same(string name) : Layer(name)
    {
        public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) => inputShapes;

        protected override TensorList Call(TensorList inputs, CallContext context) => inputs;
    }
}
