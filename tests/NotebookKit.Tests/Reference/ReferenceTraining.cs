using System.Text.Json;

namespace NotebookKit.Tests.Reference;

/// <summary>Runs the optimiser steps of a reference case: each batch once, in order.</summary>
internal static class ReferenceTraining
{
    private const double LossTolerance = 2e-6, OutputTolerance = 1e-5, GradientTolerance = 2e-5, WeightTolerance = 1e-5;

    public static void Run(ReferenceCase reference, ReferenceModel built)
    {
        JsonElement train = reference["train"];
        Loss loss = LossOf(train.GetProperty("loss").GetString()!);
        JsonElement[] batches = [.. train.GetProperty("batches").EnumerateArray()];
        double[] losses = [.. train.GetProperty("losses").EnumerateArray().Select(l => l.GetDouble())];

        CheckFirstGradients(built, loss, batches[0], train.GetProperty("first_step_gradients"));
        built.Model.Compile(OptimizerOf(train.GetProperty("optimizer")), loss);
        for (int i = 0; i < batches.Length; i++)
        {
            float got = built.Model.TrainOnBatch(built.Inputs(batches[i]), Targets(batches[i])).Loss;
            Assert.True(Math.Abs(got - losses[i]) <= LossTolerance * Math.Max(1, losses[i]),
                $"loss before step {i + 1}: expected {losses[i]}, got {got}");
            if (i == 0)
                CheckWeights(built, train.GetProperty("weights_after_first_step"), "after the first step");
        }
        CheckWeights(built, train.GetProperty("final_weights"), "after the last step");
        CheckOutputs(built, batches[0], train.GetProperty("final_outputs_on_first_batch"));
    }

    private static void CheckFirstGradients(ReferenceModel built, Loss loss, JsonElement batch, JsonElement expected)
    {
        Tensor[] outputs = [.. built.Model.Apply(built.Inputs(batch), training: true)];
        var total = Tensor.Scalar(0);
        Tensor[] targets = Targets(batch);
        for (int i = 0; i < outputs.Length; i++)
            total += loss.Compute(targets[i], outputs[i]);
        total.Backward();
        foreach (JsonProperty layer in expected.EnumerateObject())
        {
            IReadOnlyList<Weight> weights = built.Layer(layer.Name).Weights;
            Closeness.AssertWeights(layer.Value, [.. weights.Select(w => w.Value.Grad)], GradientTolerance,
                $"first gradient of {layer.Name}");
            foreach (Weight weight in weights)
                weight.Value.ZeroGrad();
        }
    }

    private static void CheckWeights(ReferenceModel built, JsonElement expected, string when)
    {
        foreach (JsonProperty layer in expected.EnumerateObject())
        {
            Closeness.AssertWeights(layer.Value, [.. built.Layer(layer.Name).Weights.Select(w => w.Value)], WeightTolerance,
                $"{layer.Name} {when}:");
        }
    }

    private static void CheckOutputs(ReferenceModel built, JsonElement batch, JsonElement expected)
    {
        Outputs outputs = built.Model.Predict(built.Inputs(batch));
        int i = 0;
        foreach (JsonElement output in expected.EnumerateArray())
            Closeness.Assert(output, outputs[i], OutputTolerance, $"final output {built.OutputNames[i++]}");
    }

    private static Tensor[] Targets(JsonElement batch) => [.. batch.GetProperty("targets").EnumerateArray().Select(ReferenceCase.ToTensor)];

    private static Loss LossOf(string name) => name switch
    {
        "mse" => Losses.MeanSquaredError,
        "categorical_crossentropy" => Losses.CategoricalCrossentropy,
        _ => throw new Xunit.Sdk.XunitException($"The walker does not know the loss '{name}'."),
    };

    private static Optimizer OptimizerOf(JsonElement config)
    {
        return config.GetProperty("type").GetString() switch
        {
            "SGD" => new SGD(Number("learning_rate"), Number("momentum"), config.GetProperty("nesterov").GetBoolean()),
            "RMSprop" when config.GetProperty("epsilon_inside_sqrt").GetBoolean() =>
                new RMSprop(Number("learning_rate"), Number("rho"), Number("momentum"), Number("epsilon")),
            "Adam" => new Adam(Number("learning_rate"), Number("beta_1"), Number("beta_2"), Number("epsilon")),
            var type => throw new Xunit.Sdk.XunitException($"The walker does not know the optimiser {type}: {config}"),
        };

        float Number(string key) => config.GetProperty(key).GetSingle();
    }
}
