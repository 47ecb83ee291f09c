using System.Text.Json;
using NotebookKit.Layers;

namespace NotebookKit.Tests.Reference;

/// <summary>
/// Every vector of data/reference and data/published: numbers that real Keras computes in double precision. The tolerances
/// are those of a good float32 engine, stricter than the files' own.
/// </summary>
public sealed class ReferenceVectorTests
{
    private const double OutputTolerance = 2e-6, GradientTolerance = 2e-5;

    public static TheoryData<string> Cases => [.. ReferenceCase.Ids];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_vector_of_Keras_is_met_in_both_ways_of_running(string id)
    {
        var reference = ReferenceCase.Load(id);
        switch (reference.Kind)
        {
            case "forward":
                RunForward(reference, new ReferenceModel(reference));
                RunForward(reference, new ReferenceModel(reference, fused: false));
                break;
            case "train":
                ReferenceTraining.Run(reference, new ReferenceModel(reference));
                ReferenceTraining.Run(reference, new ReferenceModel(reference, fused: false));
                break;
            default:
                Assert.Fail($"The walker does not know how to run a case of kind '{reference.Kind}'.");
                break;
        }
    }

    [Fact]
    public void All_cases_of_the_reference_are_there() => Assert.Equal(64, ReferenceCase.Ids.Distinct().Count());

    private static void RunForward(ReferenceCase reference, ReferenceModel built)
    {
        foreach (JsonElement call in reference["calls"].EnumerateArray())
        {
            if (call.GetProperty("reset_states").GetBoolean())
            {
                foreach (IStateful layer in built.Model.Layers.OfType<IStateful>())
                    layer.ResetState();
            }

            Tensor[] outputs = [.. built.Model.Predict(built.Inputs(call))];
            int k = 0;
            foreach (JsonElement expected in call.GetProperty("outputs").EnumerateArray())
            {
                Assert.Equal(built.OutputNames[k], expected.GetProperty("name").GetString());
                Closeness.Assert(expected, outputs[k], OutputTolerance, $"output {built.OutputNames[k]}");
                k++;
            }
            CheckPublished(reference, built, outputs);
        }
        if (reference.Find("gradients") is { ValueKind: JsonValueKind.Object } gradients)
            CheckGradients(built, reference["calls"][gradients.GetProperty("call").GetInt32()], gradients);
    }

    private static void CheckPublished(ReferenceCase reference, ReferenceModel built, Tensor[] outputs)
    {
        if (reference.Find("published") is not { ValueKind: JsonValueKind.Object } published)
            return;
        double tolerance = published.GetProperty("abs_tolerance_float32").GetDouble();
        foreach (JsonProperty figure in published.GetProperty("values").EnumerateObject())
        {
            // The printed digits end near float32's own, where the last places depend on the order of operations: 4 of them are allowed.
            double[] printed = [.. figure.Value.EnumerateArray().Select(n => n.GetDouble())];
            Tensor got = outputs[Array.IndexOf(built.OutputNames, figure.Name)];
            Assert.Equal(printed.Length, got.Size);
            for (int i = 0; i < printed.Length; i++)
            {
                double allowed = Math.Max(tolerance, 4 * (float.BitIncrement((float)Math.Abs(printed[i])) - (float)Math.Abs(printed[i])));
                Assert.True(Math.Abs(got.Values[i] - printed[i]) <= allowed,
                    $"{figure.Name}[{i}]: published {printed[i]}, got {got.Values[i]}, allowed {allowed}");
            }
        }
    }

    private static void CheckGradients(ReferenceModel built, JsonElement call, JsonElement gradients)
    {
        JsonElement inputGradients = gradients.GetProperty("inputs");
        Tensor[] inputs = built.Inputs(call);
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputGradients.TryGetProperty(built.InputNames[i], out _))
                inputs[i].WithGrad();
        }

        Outputs outputs = built.Model.Apply(inputs);
        var objective = Tensor.Scalar(0);
        int k = 0;
        foreach (JsonElement cotangent in gradients.GetProperty("cotangents").EnumerateArray())
            objective += (outputs[k++] * ReferenceCase.ToTensor(cotangent)).Sum();
        Assert.Equal(gradients.GetProperty("value").GetDouble(), objective.Item(), GradientTolerance);
        objective.Backward();
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputGradients.TryGetProperty(built.InputNames[i], out JsonElement expected))
                Closeness.Assert(expected, inputs[i].Grad, GradientTolerance, $"gradient of input {built.InputNames[i]}");
        }

        foreach (JsonProperty layer in gradients.GetProperty("weights").EnumerateObject())
        {
            Closeness.AssertWeights(layer.Value, [.. built.Layer(layer.Name).Weights.Select(w => w.Value.Grad)], GradientTolerance,
                $"gradient of {layer.Name}");
        }
    }
}
