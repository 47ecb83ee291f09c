using System.Reflection;
using System.Text.Json.Nodes;

namespace NotebookKit;

/// <summary>
/// How a model learns, for a file: what Compile was given as JSON, and what the optimizer remembers of each weight as
/// tensors, <c>optimizer/lstm/kernel/momentum</c>, of the weight's shape and under Keras's names. Losses and metrics stand
/// by their names; one of the reader's own is marked as such.
/// </summary>
internal static class TrainingWriter
{
    /// <summary>The version of this description, for files of times to come.</summary>
    public const int Version = 1;

    /// <summary>What the names of the optimizer's tensors begin with.</summary>
    public const string TensorPrefix = "optimizer/";

    /// <summary>The name of the description in the file's metadata.</summary>
    public const string MetadataKey = "training";

    /// <summary>The name of the tensor that holds one slot of a weight.</summary>
    public static string TensorName(NamedWeight weight, string slot) => $"{TensorPrefix}{weight.Name}/{slot}";

    /// <summary>What the optimizer remembers of a model's weights, by the names of the tensors.</summary>
    public static IEnumerable<(string Name, Tensor Values)> Tensors(Optimizer optimizer, IEnumerable<NamedWeight> weights) =>
        from weight in weights
        from memory in optimizer.Remembered(weight.Weight)
        select (TensorName(weight, memory.Slot), Tensor.Of(memory.Values, weight.Weight.Shape));

    /// <summary>The description.</summary>
    /// <exception cref="InvalidOperationException">The optimizer, or the schedule of its rate, is of the reader's own.</exception>
    public static string Write(Model model, TrainingSetup setup, IEnumerable<NamedWeight> weights)
    {
        Optimizer optimizer = setup.Optimizer;
        var root = new JsonObject
        {
            ["version"] = Version,
            ["optimizer"] = Settings(model, optimizer),
            ["iterations"] = optimizer.Iterations,
            ["losses"] = new JsonArray([.. setup.Losses.Select(l => Named(LossNames.Of(l) ?? l.Name, LossNames.Of(l) is not null))]),
            ["lossWeights"] = setup.LossWeights is { } shares ? new JsonArray([.. shares.Select(s => (JsonNode)s)]) : null,
            ["metrics"] = new JsonArray([.. setup.Metrics.Select(m => Named(m.Name, Metrics.Knows(m)))]),
        };
        // AdamW's choice of weights is a function, which a file cannot hold, but what it chose is not.
        if (optimizer is AdamW)
            root["undecayed"] = new JsonArray([.. weights.Where(w => !optimizer.Decays(w.Weight)).Select(w => (JsonNode)w.Name)]);
        return root.ToJsonString();
    }

    private static JsonNode Named(string name, bool known) => known ? name : new JsonObject { ["own"] = name };

    /// <summary>An optimizer's or schedule's class with the settings of its constructor.</summary>
    private static JsonObject Settings(Model model, object item)
    {
        Type type = item.GetType();
        bool known = (item is Optimizer ? LayerSettings.OptimizerClasses : LayerSettings.ScheduleClasses).ContainsValue(type);
        if (!known)
        {
            string what = item is Optimizer ? $"{type.Name} is" : $"the learning rate follows {type.Name},";
            throw new InvalidOperationException(
                $"{model.Kind} '{model.Name}' cannot be saved with its optimizer: {what} a class of your own, and a file cannot hold code. "
                + "Leave the optimizer out by Save(path, includeOptimizer: false).");
        }

        var config = new JsonObject();
        foreach (ParameterInfo parameter in LayerSettings.Constructor(type).GetParameters()
            .Where(p => !typeof(Delegate).IsAssignableFrom(p.ParameterType)))
        {
            config[parameter.Name!] = Value(model, LayerSettings.Property(type, parameter)!.GetValue(item));
        }

        return new JsonObject { ["class"] = type.Name, ["config"] = config };
    }

    private static JsonNode? Value(Model model, object? value) => value switch
    {
        null => null,
        float number => number,
        int number => number,
        bool flag => flag,
        IEnumerable<float> numbers => new JsonArray([.. numbers.Select(n => (JsonNode)n)]),
        IEnumerable<int> numbers => new JsonArray([.. numbers.Select(n => (JsonNode)n)]),
        _ => Settings(model, value),
    };
}
