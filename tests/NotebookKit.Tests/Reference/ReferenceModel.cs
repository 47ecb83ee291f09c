using System.Text.Json;
using NotebookKit.Layers;

namespace NotebookKit.Tests.Reference;

/// <summary>Builds the model that a reference case describes, with its weights.</summary>
internal sealed class ReferenceModel
{
    private readonly Dictionary<string, SymbolicTensor> _tensors = [];

    private readonly bool _fused;

    /// <param name="reference">The case.</param>
    /// <param name="fused">
    /// Whether recurrent layers may run as one operation; otherwise their activations are the same functions under objects
    /// that the kernels do not know, so that the plain loop runs.
    /// </param>
    public ReferenceModel(ReferenceCase reference, bool fused = true)
    {
        _fused = fused;
        bool stateful = reference["layers"].EnumerateArray()
            .Any(l => l.GetProperty("config").TryGetProperty("stateful", out JsonElement s) && s.GetBoolean());
        var inputs = new List<SymbolicTensor>();
        foreach (JsonElement input in reference["inputs"].EnumerateArray())
        {
            string name = input.GetProperty("name").GetString()!;
            Shape shape = ReferenceCase.ShapeOf(input);
            SymbolicTensor tensor = new Input([.. shape.Skip(1)], name, stateful ? shape[0] : null);
            _tensors[name] = tensor;
            inputs.Add(tensor);
            InputNames.Add(name);
        }
        foreach (JsonElement layer in reference["layers"].EnumerateArray())
            AddLayer(layer);
        OutputNames = [.. reference["outputs"].EnumerateArray().Select(o => o.GetString()!)];
        Model = new Model([.. inputs], [.. OutputNames.Select(o => _tensors[o])]);
    }

    public Model Model { get; }

    public List<string> InputNames { get; } = [];

    public string[] OutputNames { get; }

    /// <summary>The tensors that a call or a batch of the case gives for the inputs.</summary>
    public Tensor[] Inputs(JsonElement call) =>
        [.. InputNames.Select(name => ReferenceCase.ToTensor(call.GetProperty("inputs").GetProperty(name)))];

    public Layer Layer(string name) => Model.GetLayer(name);

    private void AddLayer(JsonElement json)
    {
        string name = json.GetProperty("name").GetString()!;
        Layer layer = Make(json.GetProperty("type").GetString()!, json.GetProperty("config"), name);
        SymbolicTensor[] inputs = [.. References(json, "inputs"), .. References(json, "initial_state")];
        SymbolicTensor? mask = json.TryGetProperty("mask", out JsonElement m) ? _tensors[m.GetString()!] : null;
        SymbolicOutputs outputs = layer.Apply(inputs, mask);
        _tensors[name] = outputs[0];
        for (int i = 0; i < outputs.Count; i++)
            _tensors[$"{name}:{i}"] = outputs[i];
        layer.SetWeights([.. json.GetProperty("weights").EnumerateArray().Select(ReferenceCase.ToTensor)]);
    }

    private IEnumerable<SymbolicTensor> References(JsonElement json, string property) =>
        json.TryGetProperty(property, out JsonElement names) ? names.EnumerateArray().Select(n => _tensors[n.GetString()!]) : [];

    private Layer Make(string type, JsonElement config, string? name)
    {
        return type switch
        {
            "SimpleRNN" => new SimpleRNN(
                Int("units"), Function("activation"), Bool("use_bias"), returnSequences: Bool("return_sequences"),
                returnState: Bool("return_state"),
                goBackwards: Bool("go_backwards"), stateful: Bool("stateful"), name: name),
            "LSTM" => new LSTM(
                Int("units"), Function("activation"), Function("recurrent_activation"), Bool("use_bias"),
                returnSequences: Bool("return_sequences"),
                returnState: Bool("return_state"), goBackwards: Bool("go_backwards"), stateful: Bool("stateful"), name: name),
            "GRU" => new GRU(
                Int("units"), Function("activation"), Function("recurrent_activation"), Bool("use_bias"),
                returnSequences: Bool("return_sequences"),
                returnState: Bool("return_state"), goBackwards: Bool("go_backwards"), stateful: Bool("stateful"),
                resetAfter: Bool("reset_after"), name: name),
            "Dense" => new Dense(Int("units"), Function("activation"), Bool("use_bias"), name: name),
            "Bidirectional" => new Bidirectional((RNN)Inner(), Merge(), name: name),
            "Masking" => new Masking(config.GetProperty("mask_value").GetSingle(), name),
            "Embedding" => new Embedding(Int("input_dim"), Int("output_dim"), maskZero: Bool("mask_zero"), name: name),
            "TimeDistributed" => new TimeDistributed(Inner(), name),
            "RepeatVector" => new RepeatVector(Int("n"), name),
            "Activation" => new Activation(Function("activation"), name),
            "Concatenate" => new Concatenate(Int("axis"), name),
            _ => throw new Xunit.Sdk.XunitException($"The walker does not know how to make the layer type '{type}'."),
        };

        int Int(string key) => config.GetProperty(key).GetInt32();
        bool Bool(string key) => config.GetProperty(key).GetBoolean();
        ActivationFunction Function(string key)
        {
            ActivationFunction function = config.GetProperty(key).GetString() switch
            {
                "hard_sigmoid" => Activations.HardSigmoidKeras2,
                "hard_sigmoid_keras3" => Activations.HardSigmoidKeras3,
                var standard => standard!,
            };
            return _fused ? function : new ActivationFunction(function.Name, function.Apply);
        }
        MergeMode Merge() => config.GetProperty("merge_mode").GetString() is { } mode ? Enum.Parse<MergeMode>(mode, ignoreCase: true)
            : MergeMode.None;
        Layer Inner()
        {
            JsonElement inner = config.GetProperty("layer");
            return Make(inner.GetProperty("type").GetString()!, inner.GetProperty("config"), null);
        }
    }
}
