using NotebookKit.Keras.Tests.Support;

namespace NotebookKit.Keras.Tests.Describing;

/// <summary>What is inside a file, without making a model.</summary>
public class DescribeTests
{
    [Fact]
    public void An_archive_shows_its_layers_versions_and_sizes()
    {
        KerasDescription adder = KerasFile.Describe(KerasCases.Find("addition_lstm128").Files["keras"]);
        Assert.Equal(("3.15.1", "Sequential", "addition"), (adder.KerasVersion, adder.ModelClass, adder.ModelName));
        Assert.Equal(205_324, adder.TotalParams);
        Assert.Equal(["InputLayer", "LSTM", "RepeatVector", "LSTM", "TimeDistributed", "Dense"], adder.Layers.Select(l => l.Class));
        Assert.Equal([0, 0, 0, 0, 0, 1], adder.Layers.Select(l => l.Depth));
        string text = adder.ToString();
        Assert.Contains("units 128", text, StringComparison.Ordinal);
        Assert.Contains("205,324 numbers", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Split('\n'), line => line.Length > 140);
    }

    [Theory]
    [InlineData("compiled_adam_trained", "keras", "Adam")]
    [InlineData("compiled_adam_trained", "h5", "Adam")]
    [InlineData("compiled_rmsprop_classifier", "keras", "RMSprop")]
    public void A_compiled_model_shows_how_it_was_compiled(string name, string form, string optimizer)
    {
        KerasCompilation compiled = KerasFile.Describe(KerasCases.Find(name).Files[form]).Compiled!;
        Assert.Equal(optimizer, compiled.Optimizer);
        Assert.NotNull(compiled.LearningRate);
        Assert.NotNull(compiled.Loss);
    }

    [Fact]
    public void A_custom_loss_is_named_and_not_run() =>
        Assert.NotNull(KerasFile.Describe(KerasCases.Find("compiled_custom_loss").Files["keras"]).Compiled!.Loss);

    [Fact]
    public void What_Load_would_refuse_is_shown()
    {
        Assert.Contains(KerasFile.Describe(KerasCases.Find("stop_at_lambda").Files["keras"]).Layers, l => l.Class == "Lambda");
        Assert.Contains(KerasFile.Describe(KerasCases.Find("stop_at_custom_layer").Files["keras"]).Layers, l =>
            l.Class == "Shop>Attention");
        Assert.Equal("OwnModel", KerasFile.Describe(KerasCases.Find("stop_at_subclassed_model").Files["keras"]).ModelClass);
    }

    [Fact]
    public void Weights_alone_show_their_groups_and_shapes()
    {
        KerasDescription weights = KerasFile.Describe(KerasCases.Find("lstm_default").Files["weights"]);
        Assert.Null(weights.ModelClass);
        KerasLayerDescription lstm = Assert.Single(weights.Layers);
        Assert.Equal(("lstm", "(3, 16), (4, 16), (16,)"), (lstm.Name, lstm.Settings));
        Assert.Equal(128, weights.TotalParams);
    }

    [Fact]
    public void Every_file_that_opens_can_be_described()
    {
        foreach (KerasCase item in KerasCases.All.Where(c => c.Support == "required"))
        {
            foreach ((string form, string path) in item.Files)
            {
                KerasDescription description = KerasFile.Describe(path);
                Assert.NotEmpty(description.Layers);
                Assert.True(form == "architecture" || description.TotalParams > 0, $"{item.Name} as {form}");
                Assert.NotEmpty(description.ToString());
            }
        }
    }
}
