using System.Text.Json.Nodes;
using NotebookKit.Keras.Tests.Support;
using NotebookKit.Layers;

namespace NotebookKit.Keras.Tests.Configuration;

/// <summary>Names that mean another thing by the version that wrote the file, and texts of architectures alone.</summary>
public class VersionRuleTests
{
    private static string Architecture(string version, string layer) => $$$"""
        {"class_name": "Sequential", "keras_version": "{{{version}}}", "config": {"name": "s", "layers": [{{{layer}}}]}}
        """;

    private static Model Open(string architecture)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("model.json");
        File.WriteAllText(path, architecture);
        return KerasFile.Load(path);
    }

    [Theory]
    [InlineData("1.2.2", "hard_sigmoid_keras2")]
    [InlineData("2.3.1", "hard_sigmoid_keras2")]
    [InlineData("2.15.0", "hard_sigmoid_keras2")]
    [InlineData("3.0.5", "hard_sigmoid_keras3")]
    public void Hard_sigmoid_is_that_of_the_version(string version, string expected)
    {
        Model model = Open(Architecture(version, """{"class_name": "LSTM", "config": {"name": "l", "units": 2, "activation": "tanh", "recurrent_activation": "hard_sigmoid", "batch_input_shape": [null, 5, 3]}}"""));
        Assert.Equal(expected, ((LSTM)model.Layers[1]).RecurrentActivation.Name);
    }

    [Theory]
    [InlineData("2.2.4", MaskRule.Keras2)]
    [InlineData("3.9.2", MaskRule.Keras3)]
    public void Masks_follow_the_rules_of_the_version(string version, MaskRule expected)
    {
        Model model = Open(Architecture(version, """{"class_name": "GRU", "config": {"name": "g", "units": 2, "batch_input_shape": [null, 5, 3]}}"""));
        Assert.Equal(expected, model.Layers[1].MaskRule);
    }

    [Fact]
    public void Keras_1_calls_its_settings_otherwise()
    {
        Model model = Open("""
            {"class_name": "Sequential", "keras_version": "1.2.2", "config": [
              {"class_name": "Embedding", "config": {"name": "e", "input_dim": 9, "output_dim": 4, "input_length": 6, "mask_zero": true, "init": "uniform", "dropout": 0.0}},
              {"class_name": "LSTM", "config": {"name": "l", "output_dim": 3, "activation": "tanh", "inner_activation": "hard_sigmoid", "return_sequences": false,
                "go_backwards": true, "stateful": false, "unroll": false, "consume_less": "cpu", "dropout_W": 0.25, "dropout_U": 0.5, "init": "glorot_uniform",
                "inner_init": "orthogonal", "forget_bias_init": "one", "W_regularizer": null, "input_dim": 4}},
              {"class_name": "Dropout", "config": {"name": "d", "p": 0.3}},
              {"class_name": "Dense", "config": {"name": "y", "output_dim": 2, "activation": "softmax", "bias": false, "input_dim": 3}}]}
            """);
        var lstm = (LSTM)model.Layers[2];
        Assert.Equal((3, true, 0.25f, 0.5f, "hard_sigmoid_keras2"),
            (lstm.Units, lstm.GoBackwards, lstm.Dropout, lstm.RecurrentDropout, lstm.RecurrentActivation.Name));
        Assert.Equal(0.3f, ((Dropout)model.Layers[3]).Rate);
        Assert.False(((Dense)model.Layers[4]).UseBias);
        Assert.Equal(new Shape(Shape.Unknown, 6), model.Inputs[0].Shape);
    }

    [Fact]
    public void A_GRU_whose_file_does_not_say_reset_after_has_it_off()
    {
        Model model = Open(Architecture("2.2.4", """{"class_name": "GRU", "config": {"name": "g", "units": 2, "batch_input_shape": [null, 5, 3]}}"""));
        Assert.False(((GRU)model.Layers[1]).ResetAfter);
    }

    [Theory]
    [InlineData("\"time_major\": true", "time_major")]
    [InlineData("\"groups_of_gates\": 7", "groups_of_gates")]
    [InlineData(
        "\"activation\": {\"class_name\": \"function\", \"module\": \"my_code\", \"config\": \"wave\", \"registered_name\": "
        + "\"my_code>wave\"}", "wave")]
    [InlineData("\"activation\": {\"class_name\": \"__lambda__\", \"config\": {\"code\": \"4wEA\"}}", "Python code")]
    public void Settings_that_would_change_the_numbers_are_refused_by_name(string setting, string word)
    {
        string layer = $$$"""{"class_name": "LSTM", "config": {"name": "l", "units": 2, "batch_input_shape": [null, 5, 3], {{{setting}}} }}""";
        Assert.Contains(word, Assert.Throws<KerasFileException>(() => Open(Architecture("2.4.0", layer))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_are_called_otherwise_here_come_over()
    {
        Model pooled = Open(Architecture("3.9.0", """{"class_name": "GlobalMaxPooling1D", "config": {"name": "g", "keepdims": true, "batch_input_shape": [null, 5, 3]}}"""));
        Assert.Equal(new Shape(Shape.Unknown, 1, 3), pooled.Outputs[0].Shape);
        Model normal = Open(Architecture("3.9.0", """{"class_name": "Normalization", "config": {"name": "n", "axis": [-1], "invert": false, "mean": null, "variance": null, "batch_input_shape": [null, 5, 3]}}"""));
        Assert.Equal([-1], ((Normalization)normal.Layers[1]).Axes);
        using var folder = new TemporaryFolder();
        KerasFile.Save(pooled, folder.File("pooled.keras"));
        Assert.Equal(new Shape(Shape.Unknown, 1, 3), KerasFile.Load(folder.File("pooled.keras")).Outputs[0].Shape);
    }

    [Fact]
    public void A_bidirectional_layer_may_have_the_shape_of_the_input_inside()
    {
        Model model = Open(Architecture("2.2.4", """{"class_name": "Bidirectional", "config": {"name": "b", "merge_mode": "concat", "layer": {"class_name": "GRU", "config": {"name": "g", "units": 2, "batch_input_shape": [null, 5, 3]}}}}"""));
        Assert.Equal(new Shape(Shape.Unknown, 4), model.Outputs[0].Shape);
        Assert.True(((Bidirectional)model.Layers[1]).BackwardLayer.GoBackwards);
    }

    [Fact]
    public void Every_layer_of_the_library_that_Keras_has_is_saved_and_opened_again()
    {
        var model = new Sequential(
            new Input(8, 3), new ZeroPadding1D((1, 2)), new Conv1D(4, 3, padding: Padding.Same), new LeakyReLU(0.1f), new PReLU(),
            new ELU(0.5f), new ReLU(6, 0.1f, 0.2f),
            new UpSampling1D(2), new Cropping1D((1, 0)), new AveragePooling1D(2), new MaxPooling1D(2, 1), new GaussianNoise(0.1f),
            new BatchNormalization(),
            new SpatialDropout1D(0.2f), new ActivityRegularization(0.1f), new LSTM(3, "softsign", "gelu", returnSequences: true),
                new GlobalAveragePooling1D());
        using var folder = new TemporaryFolder();
        KerasFile.Save(model, folder.File("all.keras"));
        Model again = KerasFile.Load(folder.File("all.keras"));
        Assert.Equal(model.Layers.Select(l => l.Kind), again.Layers.Select(l => l.Kind));
        var data = Tensor.RandomUniform(new Shape(2, 8, 3), seed: 1);
        Assert.Equal(((Tensor)model.Predict(data)).ToArray(), ((Tensor)again.Predict(data)).ToArray());
    }

    [Fact]
    public void A_ring_of_layers_is_refused()
    {
        JsonNode root = JsonNode.Parse(ArchitectureOf("shared_layer"))!;
        JsonArray layers = root["config"]!["layers"]!.AsArray();
        JsonNode lstm = layers.First(l => (string?)l!["class_name"] == "LSTM")!;
        lstm["inbound_nodes"]![0]!["args"]![0]!["config"]!["keras_history"]![0] = (string?)lstm["name"];
        Assert.Contains("ring", Assert.Throws<KerasFileException>(() => Open(root.ToJsonString())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_outside_Keras_is_refused_even_under_a_name_of_Keras()
    {
        JsonNode root = JsonNode.Parse(ArchitectureOf("lstm_default"))!;
        JsonNode lstm = root["config"]!["layers"]![1]!;
        lstm["registered_name"] = "Shop>LSTM";
        Assert.Contains("Shop>LSTM", Assert.Throws<KerasFileException>(() => Open(root.ToJsonString())).Message, StringComparison.Ordinal);
        lstm["registered_name"] = null;
        lstm["module"] = "shop.layers";
        Assert.Contains("shop.layers", Assert.Throws<KerasFileException>(() => Open(root.ToJsonString())).Message,
            StringComparison.Ordinal);
    }

    private static string ArchitectureOf(string name)
    {
        using System.IO.Compression.ZipArchive archive = System.IO.Compression.ZipFile.OpenRead(KerasCases.Find(name).Files["keras"]);
        using var reader = new StreamReader(archive.GetEntry("config.json")!.Open());
        return reader.ReadToEnd();
    }
}
