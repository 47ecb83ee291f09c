using NotebookKit.Layers;

namespace NotebookKit;

/// <summary>A model's layers with their output shapes and parameter counts; prints as Keras's table.</summary>
/// <param name="ModelName">The model's name.</param>
/// <param name="Rows">One row a layer, in running order.</param>
/// <param name="TrainableParams">The number of parameters that training changes.</param>
/// <param name="NonTrainableParams">The number of parameters that stay as they are.</param>
public sealed record ModelSummary(string ModelName, IReadOnlyList<ModelSummaryRow> Rows, int TrainableParams, int NonTrainableParams)
{
    /// <summary>
    /// The number of numbers that the optimizer keeps, once it has made an update; null before. As Keras counts them: what it
    /// remembers of each weight, how many updates it made, and its learning rate unless that follows a schedule.
    /// </summary>
    public int? OptimizerParams { get; init; }

    /// <summary>The number of all parameters, with those of the optimizer once it has some.</summary>
    public int TotalParams => TrainableParams + NonTrainableParams + (OptimizerParams ?? 0);

    /// <summary>Whether each layer reads only the one before it, and none is applied twice: the table then needs no connections.</summary>
    internal bool IsChain { get; init; } = true;

    /// <summary>
    /// The table as text, as Keras 3 prints it: layer (kind), output shape, parameters; then the totals with their size in memory.
    /// </summary>
    public override string ToString() => SummaryText.Write(this);
}

/// <summary>One layer in a <see cref="ModelSummary"/>.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Kind">Its kind, for example LSTM.</param>
/// <param name="OutputShape">The output's shape, or a list of shapes, as Keras prints it.</param>
/// <param name="Params">The number of its parameters.</param>
/// <param name="ConnectedTo">The layers whose outputs it reads.</param>
public sealed record ModelSummaryRow(string Name, string Kind, string OutputShape, int Params, IReadOnlyList<string> ConnectedTo)
{
    /// <summary>
    /// What it reads, masks given explicitly included, in Keras's notation: layer[which of its applications][which output].
    /// </summary>
    public IReadOnlyList<string> Connections { get; init; } = [];
}

public partial class Model
{
    /// <summary>
    /// The layers with their output shapes and parameter counts; once the model has been trained, also how many numbers the
    /// optimizer keeps. In a console program it is printed, as in Keras; in a notebook it is the value of its cell.
    /// </summary>
    /// <param name="print">Whether to print it; by default where there is no notebook to show it.</param>
    /// <exception cref="InvalidOperationException">The shapes are not known yet.</exception>
    public ModelSummary Summary(bool? print = null)
    {
        ModelSummary summary = Summarize();
        if (print ?? !ConsoleProgram.IsNotebook)
        {
            ConsoleProgram.Print(summary.ToString());
        }
        return summary;
    }

    private ModelSummary Summarize()
    {
        var rows = new List<ModelSummaryRow>();
        foreach (IGrouping<Layer, LayerCall> calls in Plan.Calls.GroupBy(c => c.Layer))
        {
            Layer layer = calls.Key;
            if (layer is Input && this is Sequential)
                continue;
            SymbolicTensor[] inputs = [.. calls.SelectMany(c => c.Needs)];
            IReadOnlyList<SymbolicTensor> outputs = calls.Last().Outputs;
            rows.Add(new ModelSummaryRow(
                layer.Name,
                layer is Input ? "InputLayer" : layer.GetType() == typeof(Model) ? "Functional" : layer.Kind,
                outputs.Count == 1 ? outputs[0].Shape.ToString() : $"[{string.Join(", ", outputs.Select(o => o.Shape))}]",
                layer.CountParams(),
                [.. inputs.Select(i => i.Call.Outputs.Count > 1 ? $"{i.Layer.Name}[{i.Index}]" : i.Layer.Name)])
            {
                Connections = [.. inputs.Select(i =>
                    $"{i.Layer.Name}[{Plan.Calls.Where(c => c.Layer == i.Layer).TakeWhile(c => c != i.Call).Count()}][{i.Index}]")],
            });
        }
        int trainable = Layers.SelectMany(l => l.TrainableWeights).Distinct().Sum(w => w.Shape.Size);
        return new ModelSummary(Name, rows, trainable, CountParams() - trainable)
        {
            IsChain = Plan.IsChain,
            OptimizerParams = _setup?.Optimizer is { Iterations: > 0 } optimizer ? optimizer.CountParams() : null,
        };
    }
}
