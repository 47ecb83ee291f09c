using System.Text.Json;
using NotebookKit.Layers;

namespace NotebookKit.Keras.Tests.Support;

/// <summary>One case of the index: files, and what must come of them.</summary>
internal sealed class KerasCase(JsonElement json)
{
    public string Name => json.GetProperty("name").GetString()!;

    public string Kind => json.GetProperty("kind").GetString()!;

    public string Support => json.GetProperty("support").GetString()!;

    public string OpenAs => json.TryGetProperty("open_as", out JsonElement value) ? value.GetString()! : "model";

    public IReadOnlyDictionary<string, string> Files =>
        json.GetProperty("files").EnumerateObject().ToDictionary(f => f.Name, f => KerasCases.PathOf(f.Value.GetString()!));

    public IReadOnlyList<string> MessageNames =>
        json.TryGetProperty("message_names", out JsonElement names) ? [.. names.EnumerateArray().Select(n => n.GetString()!)] : [];

    /// <summary>The case's own text, with inputs and outputs.</summary>
    public JsonElement Content =>
        JsonDocument.Parse(File.ReadAllBytes(KerasCases.PathOf(json.GetProperty("case").GetString()!))).RootElement;

    /// <summary>Opens one of the case's forms as a reader would.</summary>
    public Model Open(string form)
    {
        switch (form)
        {
            case "keras" or "h5" or "folder" or "architecture":
                return KerasFile.Load(Files[form]);
            case "weights" or "old_weights" or "sharded_weights":
                Model model = KerasFile.Load(Files.TryGetValue("architecture", out string? text) ? text : Files["keras"]);
                Scramble(model);
                KerasFile.LoadWeights(model, Files[form]);
                return model;
            case "file":
                if (OpenAs == "model")
                {
                    return KerasFile.Load(Files[form]);
                }
                Assert.StartsWith("weights of ", OpenAs);
                Model other = KerasFile.Load(KerasCases.Find(OpenAs["weights of ".Length..]).Files["keras"]);
                KerasFile.LoadWeights(other, Files[form]);
                return other;
            default:
                throw new InvalidOperationException($"The test does not know the form '{form}' of the case {Name}.");
        }
    }

    /// <summary>The case's calls as names with tensors.</summary>
    public void RequireOutputs(Model model)
    {
        JsonElement content = Content;
        Assert.Equal("keras-files/1", content.GetProperty("schema").GetString());
        // A layer on cuDNN has its bias in two halves, which are added up here.
        if (!content.GetProperty("layers").EnumerateArray()
            .Any(l => l.GetProperty("class").GetString()!.StartsWith("CuDNN", StringComparison.Ordinal)))
        {
            Assert.Equal(content.GetProperty("parameters").GetInt32(), model.CountParams());
        }
        JsonElement tolerance = content.GetProperty("tolerance");
        float absolute = tolerance.GetProperty("abs").GetSingle(), relative = tolerance.GetProperty("rel").GetSingle();
        foreach (JsonElement call in content.GetProperty("calls").EnumerateArray())
        {
            if (call.TryGetProperty("reset_states", out JsonElement reset) && reset.GetBoolean())
            {
                Reset(model);
            }
            Outputs outputs = model.Predict(Inputs(model, call));
            JsonElement[] expected = [.. call.GetProperty("outputs").EnumerateArray()];
            Assert.Equal(expected.Length, outputs.Count);
            for (int i = 0; i < expected.Length; i++)
            {
                RequireClose(expected[i], outputs[i], absolute, relative);
            }
        }
    }

    /// <summary>The inputs of a call in the model's order.</summary>
    public static Tensor[] Inputs(Model model, JsonElement call)
    {
        var given =
            call.GetProperty("inputs").EnumerateArray().ToDictionary(t => t.GetProperty("name").GetString()!, Read);
        // A single input needs no name; input_0, input_1 … go by position; other names are those of the input layers.
        if (given.Count == 1)
        {
            Assert.Single(model.Inputs);
            return [given.Values.Single()];
        }
        bool byPosition = given.ContainsKey("input_0");
        return [.. model.Inputs.Select((input, i) => given[byPosition ? $"input_{i}" : input.Layer.Name])];
    }

    /// <summary>The calls of the case.</summary>
    public IEnumerable<JsonElement> Calls => Content.GetProperty("calls").EnumerateArray();

    /// <summary>Forgets the states of all stateful layers.</summary>
    public static void Reset(Model model)
    {
        foreach (Layer layer in model.Layers)
        {
            switch (layer)
            {
                case Model inner:
                    Reset(inner);
                    break;
                case IStateful stateful:
                    stateful.ResetState();
                    break;
            }
        }
    }

    private static Tensor Read(JsonElement tensor)
    {
        int[] shape = [.. tensor.GetProperty("shape").EnumerateArray().Select(n => n.GetInt32())];
        return Tensor.Of([.. tensor.GetProperty("data").EnumerateArray().Select(n => n.GetSingle())], new Shape(shape));
    }

    private static void RequireClose(JsonElement expected, Tensor actual, float absolute, float relative)
    {
        Tensor values = Read(expected);
        Assert.Equal(values.Shape, actual.Shape);
        for (int i = 0; i < values.Size; i++)
        {
            float difference = Math.Abs(values.Values[i] - actual.Values[i]);
            Assert.True(difference <= absolute + (relative * Math.Abs(values.Values[i])),
                $"{expected.GetProperty("name").GetString()}[{i}] is {actual.Values[i]}; expected {values.Values[i]}");
        }
    }

    /// <summary>Other weights, so that a reader that set none would show.</summary>
    private static void Scramble(Model model) =>
        model.SetWeights([.. model.Weights.Select(w => Tensor.RandomUniform(w.Shape, -1, 1, seed: 7))]);
}
