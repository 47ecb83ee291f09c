using System.Globalization;
using System.Text;

namespace NotebookKit;

/// <summary>A model's layers with their output shapes and parameter counts; prints as Keras's table.</summary>
/// <param name="ModelName">The model's name.</param>
/// <param name="Rows">One row a layer, in running order.</param>
/// <param name="TrainableParams">The number of parameters that training changes.</param>
/// <param name="NonTrainableParams">The number of parameters that stay as they are.</param>
[TypeFormatterSource("ModelSummaryFormatterSource")]
public sealed record ModelSummary(string ModelName, IReadOnlyList<ModelSummaryRow> Rows, int TrainableParams, int NonTrainableParams)
{
    /// <summary>The number of all parameters.</summary>
    public int TotalParams => TrainableParams + NonTrainableParams;

    /// <summary>The table as text: layer (kind), output shape, parameters; then the totals.</summary>
    public override string ToString()
    {
        string[][] cells = [["Layer (type)", "Output Shape", "Param #"], .. Rows.Select(r => new[] { $"{r.Name} ({r.Kind})", r.OutputShape, Number(r.Params) })];
        int[] widths = [.. Enumerable.Range(0, 3).Select(column => cells.Max(row => row[column].Length))];
        var text = new StringBuilder().Append("Model: \"").Append(ModelName).Append("\"\n");
        text.Append(Line('┏', '┳', '┓', '━')).Append(Row(cells[0], '┃')).Append(Line('┡', '╇', '┩', '━'));
        for (int i = 1; i < cells.Length; i++)
            text.Append(i > 1 ? Line('├', '┼', '┤', '─') : "").Append(Row(cells[i], '│'));
        text.Append(Line('└', '┴', '┘', '─'));
        text.Append(" Total params: ").Append(Number(TotalParams));
        text.Append("\n Trainable params: ").Append(Number(TrainableParams));
        text.Append("\n Non-trainable params: ").Append(Number(NonTrainableParams));
        return text.ToString();

        string Line(char left, char middle, char right, char fill) =>
            left + string.Join(middle, widths.Select(w => new string(fill, w + 2))) + right + "\n";

        string Row(string[] row, char bar) =>
            $"{bar} {row[0].PadRight(widths[0])} {bar} {row[1].PadRight(widths[1])} {bar} {row[2].PadLeft(widths[2])} {bar}\n";
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>One layer in a <see cref="ModelSummary"/>.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Kind">Its kind, for example LSTM.</param>
/// <param name="OutputShape">The output's shape, or a list of shapes, as Keras prints it.</param>
/// <param name="Params">The number of its parameters.</param>
/// <param name="ConnectedTo">The layers whose outputs it reads.</param>
public sealed record ModelSummaryRow(string Name, string Kind, string OutputShape, int Params, IReadOnlyList<string> ConnectedTo);

public partial class Model
{
    /// <summary>The layers with their output shapes and parameter counts.</summary>
    /// <exception cref="InvalidOperationException">The shapes are not known yet.</exception>
    public ModelSummary Summary()
    {
        var seen = new HashSet<Layer>();
        var rows = new List<ModelSummaryRow>();
        foreach (LayerCall call in Plan.Calls)
            if (seen.Add(call.Layer) && (call.Layer is not NotebookKit.Layers.Input || this is not Sequential))
                rows.Add(new ModelSummaryRow(
                    call.Layer.Name, call.Layer.Kind,
                    call.Outputs.Length == 1 ? call.Outputs[0].Shape.ToString() : $"[{string.Join(", ", call.Outputs.Select(o => o.Shape))}]",
                    call.Layer.CountParams(),
                    [.. call.Inputs.Select(i => i.Call.Outputs.Length > 1 ? $"{i.Layer.Name}[{i.Index}]" : i.Layer.Name)]));
        int trainable = Layers.SelectMany(l => l.TrainableWeights).Distinct().Sum(w => w.Shape.Size);
        return new ModelSummary(Name, rows, trainable, CountParams() - trainable);
    }
}
