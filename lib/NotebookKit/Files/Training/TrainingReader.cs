using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKit;

/// <summary>Compiles a model as it was when <see cref="TrainingWriter"/> wrote of it, with all that its optimizer remembered.</summary>
internal static class TrainingReader
{
    /// <param name="path">The file, for errors.</param>
    /// <param name="json">The description.</param>
    /// <param name="tensors">The optimizer's tensors by their names in the file.</param>
    /// <param name="weights">The model's weights.</param>
    /// <exception cref="ModelFileException">The description is damaged, or a tensor does not fit its weight.</exception>
    public static TrainingSetup Read(string path, string json, IReadOnlyDictionary<string, Tensor> tensors,
        IReadOnlyList<NamedWeight> weights)
    {
        TrainingSetup setup;
        long iterations;
        try
        {
            JsonNode root = JsonNode.Parse(json) ?? throw new FormatException("it is empty");
            int version = (int)Member(root, "version");
            if (version != TrainingWriter.Version)
                throw new FormatException($"it is written in version {version}, and this library reads version {TrainingWriter.Version}");
            var optimizer =
                (Optimizer)Create(Member(root, "optimizer"), LayerSettings.OptimizerClasses, Choice(root["undecayed"], weights));
            iterations = (long)Member(root, "iterations");
            if (iterations < 0)
                throw new FormatException($"it counts {iterations} updates, and expected is 0 or more");
            Loss[] losses = [.. Member(root, "losses").AsArray().Select(n => Named(n, LossNames.Find, own => new OwnLoss(own)))];
            float[]? shares = root["lossWeights"] is { } given ? given.Deserialize<float[]>() : null;
            if (losses.Length == 0 || (shares is not null && shares.Length != losses.Length))
                throw new FormatException($"it has {losses.Length} losses and {shares?.Length ?? losses.Length} weights for them");
            Metric[] metrics = [.. Member(root, "metrics").AsArray().Select(n => Named(n, Metrics.ByName, own => new OwnMetric(own)))];
            setup = new TrainingSetup(optimizer, losses, shares, metrics);
        }
        catch (Exception error) when (error is not ModelFileException)
        {
            Exception cause = error is TargetInvocationException { InnerException: { } inner } ? inner : error;
            throw new ModelFileException(path,
                $"What the file says of the training cannot be read: {cause.Message.TrimEnd('.')}. Load(path, compile: false) reads the "
                + "model without it.", inner: cause);
        }
        setup.Optimizer.Resume(iterations, Memory(path, setup.Optimizer, tensors, weights));
        return setup;
    }

    /// <summary>What the optimizer remembered of each weight, once everything has been found to fit.</summary>
    private static List<(Weight Weight, float[][] Values)> Memory(
        string path, Optimizer optimizer, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyList<NamedWeight> weights)
    {
        var memory = new List<(Weight, float[][])>();
        var used = new HashSet<string>();
        foreach (NamedWeight weight in weights)
        {
            string[] names = [.. optimizer.SlotNames.Select(slot => TrainingWriter.TensorName(weight, slot))];
            // A weight that no update has changed yet has none.
            if (!names.Any(tensors.ContainsKey))
                continue;
            string owner = $"{weight.Weight.Name} of {weight.Layer.Kind} '{weight.Layer.Name}'";
            foreach (string name in names)
            {
                if (!tensors.TryGetValue(name, out Tensor? tensor))
                {
                    throw new ModelFileException(path,
                        $"The file does not have it; {optimizer.GetType().Name} expects it for {owner}, shape "
                        + $"{weight.Weight.Shape}. {Remedy}", name);
                }

                if (tensor.Shape != weight.Weight.Shape)
                {
                    throw new ModelFileException(path,
                        $"Its shape is {tensor.Shape}; {optimizer.GetType().Name} expects {weight.Weight.Shape}, as it is for "
                        + $"{owner}. {Remedy}", name);
                }

                used.Add(name);
            }
            memory.Add((weight.Weight, [.. names.Select(name => tensors[name].ToArray())]));
        }
        if (tensors.Keys.FirstOrDefault(name => !used.Contains(name)) is { } extra)
        {
            throw new ModelFileException(path,
                $"{optimizer.GetType().Name} has no place for it: it expects {Expected(optimizer)} for each weight of the model, under the "
                + $"weight's name. {Remedy}", extra);
        }

        return memory;
    }

    private const string Remedy = "The file is damaged; Load(path, compile: false) reads the model without its optimizer.";

    private static string Expected(Optimizer optimizer) =>
        optimizer.SlotNames.Count == 0 ? "no tensors" : string.Join(" and ", optimizer.SlotNames);

    /// <summary>The function that tells AdamW which weights decay; null where all do.</summary>
    private static Func<Weight, bool>? Choice(JsonNode? undecayed, IReadOnlyList<NamedWeight> weights)
    {
        if (undecayed?.AsArray() is not { Count: > 0 } names)
            return null;
        HashSet<Weight> spared = [.. names.Select(n => weights.FirstOrDefault(w => w.Name == (string)n!)?.Weight
            ?? throw new FormatException($"it names a weight '{n}' that the model does not have"))];
        return weight => !spared.Contains(weight);
    }

    private static T Named<T>(JsonNode? node, Func<string, T> known, Func<string, T> own) => node is JsonObject marked
        ? own((string)Member(marked, "own")!)
        : known((string?)node ?? throw new FormatException("a loss or metric has no name"));

    private static object Create(JsonNode entry, Dictionary<string, Type> classes, Func<Weight, bool>? decays = null)
    {
        string kind = (string)Member(entry, "class")!;
        if (!classes.TryGetValue(kind, out Type? type))
            throw new FormatException($"this library has no '{kind}'");
        JsonObject config = Member(entry, "config").AsObject();
        ConstructorInfo constructor = LayerSettings.Constructor(type);
        return constructor.Invoke([.. constructor.GetParameters().Select(Argument)]);

        object? Argument(ParameterInfo parameter)
        {
            if (parameter.ParameterType == typeof(Func<Weight, bool>))
                return decays;
            if (!config.TryGetPropertyValue(parameter.Name!, out JsonNode? value))
                throw new FormatException($"{kind} lacks its setting '{parameter.Name}'");
            if (value is null)
                return null;
            return parameter.ParameterType == typeof(LearningRateSchedule)
                ? Create(value, LayerSettings.ScheduleClasses)
                : value.Deserialize(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType);
        }
    }

    private static JsonNode Member(JsonNode node, string name) => node is JsonObject item && item[name] is { } value
        ? value
        : throw new FormatException($"'{name}' is missing");
}
