using System.Text.Json;
using NotebookKit.Layers;
using NotebookKit.Tests.Reference;
using TorchSharp;

namespace NotebookKit.TorchSharp.Tests.Reference;

/// <summary>Every vector of data/reference and data/published, computed by TorchSharp after going over the bridge.</summary>
public class TorchVectorTests
{
    private const double OutputTolerance = 2e-6, GradientTolerance = 2e-5, WeightTolerance = 1e-5, LossTolerance = 2e-6;

    public static TheoryData<string> Forward => [.. ReferenceCase.Ids.Where(id => ReferenceCase.Load(id).Kind == "forward")];

    public static TheoryData<string> Train => [.. ReferenceCase.Ids.Where(id => ReferenceCase.Load(id).Kind == "train")];

    [Fact]
    public void All_cases_are_there()
    {
        Assert.Equal(59, Forward.Count);
        Assert.Equal(5, Train.Count);
    }

    [Theory, MemberData(nameof(Forward))]
    public void Outputs_and_gradients_are_those_of_Keras(string id)
    {
        var reference = ReferenceCase.Load(id);
        var built = new ReferenceModel(reference);
        using TorchModel net = built.Model.ToTorch();
        foreach (JsonElement call in reference["calls"].EnumerateArray())
        {
            if (call.GetProperty("reset_states").GetBoolean())
            {
                net.ResetState();
            }
            Outputs outputs = net.Predict(built.Inputs(call));
            int k = 0;
            foreach (JsonElement expected in call.GetProperty("outputs").EnumerateArray())
            {
                Closeness.Assert(expected, outputs[k], OutputTolerance, $"output {built.OutputNames[k++]}");
            }
        }
        if (reference.Find("gradients") is { ValueKind: JsonValueKind.Object } gradients)
        {
            CheckGradients(built, net, reference["calls"][gradients.GetProperty("call").GetInt32()], gradients);
        }
    }

    [Theory, MemberData(nameof(Train))]
    public void Training_gives_the_weights_of_Keras(string id)
    {
        var reference = ReferenceCase.Load(id);
        var built = new ReferenceModel(reference);
        JsonElement train = reference["train"];
        built.Model.Compile(OptimizerOf(train.GetProperty("optimizer")), LossOf(train.GetProperty("loss").GetString()!));
        using TorchModel net = built.Model.ToTorch();
        JsonElement[] batches = [.. train.GetProperty("batches").EnumerateArray()];
        double[] losses = [.. train.GetProperty("losses").EnumerateArray().Select(l => l.GetDouble())];
        for (int i = 0; i < batches.Length; i++)
        {
            Tensor[] targets = [.. batches[i].GetProperty("targets").EnumerateArray().Select(ReferenceCase.ToTensor)];
            float loss = net.TrainOnBatch(built.Inputs(batches[i]), targets).Loss;
            Assert.True(Math.Abs(loss - losses[i]) <= LossTolerance * Math.Max(1, losses[i]),
                $"loss before step {i + 1}: expected {losses[i]}, got {loss}");
            if (i == 0)
            {
                CheckWeights(built, net, train.GetProperty("weights_after_first_step"));
            }
        }
        CheckWeights(built, net, train.GetProperty("final_weights"));
        Outputs outputs = net.Predict(built.Inputs(batches[0]));
        int k = 0;
        foreach (JsonElement expected in train.GetProperty("final_outputs_on_first_batch").EnumerateArray())
        {
            Closeness.Assert(expected, outputs[k], 1e-5, $"final output {k++}");
        }
    }

    private static void CheckGradients(ReferenceModel built, TorchModel net, JsonElement call, JsonElement gradients)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        JsonElement inputGradients = gradients.GetProperty("inputs");
        torch.Tensor[] inputs = [.. built.Inputs(call).Select(t => t.ToTorch())];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i].requires_grad = inputGradients.TryGetProperty(built.InputNames[i], out _);
        }
        torch.Tensor[] outputs = net.call(inputs);
        torch.Tensor objective = torch.tensor(0f);
        int k = 0;
        foreach (JsonElement cotangent in gradients.GetProperty("cotangents").EnumerateArray())
        {
            objective = objective + (outputs[k++] * ReferenceCase.ToTensor(cotangent).ToTorch()).sum();
        }
        Assert.Equal(gradients.GetProperty("value").GetDouble(), objective.item<float>(), GradientTolerance);
        objective.backward();
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputGradients.TryGetProperty(built.InputNames[i], out JsonElement expected))
            {
                Closeness.Assert(expected, inputs[i].grad!.ToTensor(), GradientTolerance, $"gradient of input {built.InputNames[i]}");
            }
        }
        Dictionary<Weight, Tensor?> ofWeights = ByWeight(built.Model, net.GetGradients());
        foreach (JsonProperty layer in gradients.GetProperty("weights").EnumerateObject())
        {
            Closeness.AssertWeights(layer.Value, [.. built.Layer(layer.Name).Weights.Select(w => ofWeights[w])], GradientTolerance,
                $"gradient of {layer.Name}");
        }
    }

    private static void CheckWeights(ReferenceModel built, TorchModel net, JsonElement expected)
    {
        Dictionary<Weight, Tensor?> weights = ByWeight(built.Model, net.GetWeights());
        foreach (JsonProperty layer in expected.EnumerateObject())
        {
            Closeness.AssertWeights(layer.Value, [.. built.Layer(layer.Name).Weights.Select(w => weights[w])], WeightTolerance, layer.Name);
        }
    }

    private static Dictionary<Weight, Tensor?> ByWeight(Model model, IReadOnlyList<Tensor?> values) =>
        model.Weights.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);

    private static Loss LossOf(string name) => name == "mse" ? Losses.MeanSquaredError : name;

    private static Optimizer OptimizerOf(JsonElement config)
    {
        return config.GetProperty("type").GetString() switch
        {
            "SGD" => new SGD(Number("learning_rate"), Number("momentum"), config.GetProperty("nesterov").GetBoolean()),
            "RMSprop" => new RMSprop(Number("learning_rate"), Number("rho"), Number("momentum"), Number("epsilon")),
            _ => new Adam(Number("learning_rate"), Number("beta_1"), Number("beta_2"), Number("epsilon")),
        };

        float Number(string key) => config.GetProperty(key).GetSingle();
    }
}
