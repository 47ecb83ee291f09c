using System.Reflection;
using System.Text.Json.Nodes;
using NotebookKit.Layers;
using NotebookKit.Tests.Support;

namespace NotebookKit.Tests.Files.Training;

/// <summary>What stands in the file of a compiled model.</summary>
public class TrainingWriterTests
{
    private static (IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Saved(Optimizer optimizer,
        bool train = true, bool includeOptimizer = true)
    {
        using var file = new TemporaryFile();
        var model = new Sequential(new Input(3), new Dense(2));
        model.Compile(optimizer, Losses.MeanSquaredError, Metrics.Accuracy);
        if (train)
            model.TrainOnBatch(Tensor.Ones(4, 3), Tensor.Zeros(4, 2));
        model.Save(file.Path, includeOptimizer);
        return Safetensors.Load(file.Path);
    }

    [Fact]
    public void The_optimizers_memory_stands_beside_the_weights_under_Keras_names() => Assert.Equal(
        ["dense/bias", "dense/kernel", "optimizer/dense/bias/momentum", "optimizer/dense/bias/velocity", "optimizer/dense/kernel/momentum",
            "optimizer/dense/kernel/velocity"],
        Saved(new Adam()).Tensors.Keys);

    [Fact]
    public void RMSprop_keeps_only_what_its_settings_use()
    {
        Assert.Equal(["velocity"], Slots(new RMSprop()));
        Assert.Equal(["momentum", "velocity"], Slots(new RMSprop(momentum: 0.5f)));
        Assert.Equal(["average_gradient", "velocity"], Slots(new RMSprop(centered: true)));

        static IEnumerable<string> Slots(Optimizer optimizer) =>
            Saved(optimizer).Tensors.Keys.Where(k => k.StartsWith("optimizer/dense/kernel/", StringComparison.Ordinal))
                .Select(k => k.Split('/')[^1]);
    }

    [Fact]
    public void Adams_first_mean_is_a_tenth_of_the_gradient()
    {
        (IReadOnlyDictionary<string, Tensor>? tensors, IReadOnlyDictionary<string, string> _) = Saved(new Adam(0f));
        float[] weights = tensors["dense/kernel"].ToArray(), mean = tensors["optimizer/dense/kernel/momentum"].ToArray();
        // All four samples are (1, 1, 1) and aim at 0, so with a bias of 0 the gradient of kernel (i, j) is the sum of column j.
        for (int i = 0; i < mean.Length; i++)
            Assert.Equal(0.1f * (weights[i % 2] + weights[2 + i % 2] + weights[4 + i % 2]), mean[i], 1e-6f);
    }

    [Fact]
    public void The_description_holds_settings_updates_losses_and_metrics()
    {
        JsonNode training =
            JsonNode.Parse(Saved(new SGD(new ExponentialDecay(0.1f, 10, 0.5f), momentum: 0.9f, clipNorm: 2)).Metadata["training"])!;
        Assert.Equal(
            """{"version":1,"optimizer":{"class":"SGD","config":{"learningRate":{"class":"ExponentialDecay","config":{"initialLearningRate":0.1,"decaySteps":10,"decayRate":0.5,"staircase":false}},"momentum":0.9,"nesterov":false,"clipNorm":2,"clipValue":null,"globalClipNorm":null}},"iterations":1,"losses":["mean_squared_error"],"lossWeights":null,"metrics":["accuracy"]}""",
            training.ToJsonString());
    }

    [Fact]
    public void Before_the_first_update_and_without_the_optimizer_there_are_the_weights_alone()
    {
        Assert.Equal(["dense/bias", "dense/kernel"], Saved(new Adam(), train: false).Tensors.Keys);
        (IReadOnlyDictionary<string, Tensor>? tensors, IReadOnlyDictionary<string, string>? metadata) =
            Saved(new Adam(), includeOptimizer: false);
        Assert.Equal(["dense/bias", "dense/kernel"], tensors.Keys);
        Assert.False(metadata.ContainsKey("training"));
    }

    [Fact]
    public void Every_setting_of_every_optimizer_and_schedule_is_shown_by_a_property()
    {
        foreach (Type type in LayerSettings.OptimizerClasses.Values.Concat(LayerSettings.ScheduleClasses.Values))
        {
            foreach (ParameterInfo parameter in LayerSettings.Constructor(type).GetParameters())
            {
                if (!typeof(Delegate).IsAssignableFrom(parameter.ParameterType))
                    Assert.True(LayerSettings.Property(type, parameter) is not null, $"{type.Name} does not show '{parameter.Name}'");
            }
        }
    }

    [Fact]
    public void A_schedule_of_ones_own_cannot_be_saved_and_the_error_says_what_can()
    {
        string message = Assert.Throws<InvalidOperationException>(() => Saved(new Adam(new Halving()))).Message;
        Assert.Contains("the learning rate follows Halving, a class of your own", message);
        Assert.Contains("Save(path, includeOptimizer: false)", message);
        Assert.Equal(2, Saved(new Adam(new Halving()), includeOptimizer: false).Tensors.Count);
    }

    private sealed class Halving : LearningRateSchedule
    {
        public override float At(long step) => MathF.Pow(0.5f, step);
    }
}
