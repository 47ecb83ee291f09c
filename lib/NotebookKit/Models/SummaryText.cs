using System.Globalization;
using System.Text;

namespace NotebookKit;

/// <summary>
/// Lays a model's summary out as Keras 3 prints it on 80 columns: a table 76 characters wide, whose cells break between
/// words. Where the layers do not form a chain a fourth column names what each reads, as <c>lstm[0][1]</c>: output 1 of the
/// first application of lstm.
/// </summary>
internal static class SummaryText
{
    // What rich.table makes of Keras's column positions (0.45, 0.8, 1 and 0.3, 0.56, 0.74, 1) on a width of 76.
    private static readonly int[] s_chainWidths = [31, 22, 13], s_graphWidths = [19, 17, 10, 17];

    public static string Write(ModelSummary summary)
    {
        bool isChain = summary.IsChain;
        int[] widths = isChain ? s_chainWidths : s_graphWidths;
        var text = new StringBuilder($"Model: \"{summary.ModelName}\"\n");
        Line(text, widths, '┏', '┳', '┓', '━');
        Row(text, widths, '┃', ["Layer (type)", "Output Shape", "Param #", .. isChain ? [] : new[] { "Connected to" }]);
        Line(text, widths, '┡', '╇', '┩', '━');
        for (int i = 0; i < summary.Rows.Count; i++)
        {
            if (i > 0)
                Line(text, widths, '├', '┼', '┤', '─');
            ModelSummaryRow row = summary.Rows[i];
            string from = row.Connections.Count == 0 ? "-" : string.Join(", ", row.Connections);
            Row(text, widths, '│', [$"{row.Name} ({row.Kind})", row.OutputShape, Number(row.Params), .. isChain ? [] : new[] { from }]);
        }
        Line(text, widths, '└', '┴', '┘', '─');
        // The number of updates is an integer of 64 bits, as with Keras on TensorFlow; everything else is a float of 32.
        const int WiderBytes = sizeof(long) - sizeof(float);
        text.Append($" Total params: {Amount(summary.TotalParams, summary.OptimizerParams is null ? 0 : WiderBytes)}\n");
        text.Append($" Trainable params: {Amount(summary.TrainableParams)}\n");
        text.Append($" Non-trainable params: {Amount(summary.NonTrainableParams)}");
        if (summary.OptimizerParams is { } kept)
            text.Append($"\n Optimizer params: {Amount(kept, WiderBytes)}");
        return text.ToString();
    }

    private static void Line(StringBuilder text, int[] widths, char left, char middle, char right, char fill)
    {
        text.Append(left);
        for (int i = 0; i < widths.Length; i++)
            text.Append(i > 0 ? middle.ToString() : "").Append(fill, widths[i] + 2);
        text.Append(right).Append('\n');
    }

    private static void Row(StringBuilder text, int[] widths, char bar, string[] cells)
    {
        List<string>[] lines = [.. cells.Zip(widths, Wrap)];
        for (int l = 0; l < lines.Max(c => c.Count); l++)
        {
            text.Append(bar);
            for (int i = 0; i < cells.Length; i++)
            {
                string part = l < lines[i].Count ? lines[i][l] : "";
                const int Params = 2;
                text.Append(' ').Append(i == Params ? part.PadLeft(widths[i]) : part.PadRight(widths[i])).Append(' ').Append(bar);
            }
            text.Append('\n');
        }
    }

    /// <summary>Breaks a text between words; a word longer than a line ends in an ellipsis.</summary>
    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line);
                line = "";
            }
            line += (line.Length > 0 ? " " : "") + word;
        }
        lines.Add(line);
        return lines.ConvertAll(l => l.Length > width ? l[..(width - 1)] + "…" : l);
    }

    /// <summary>A number of floats with its size in memory.</summary>
    /// <param name="count">The number.</param>
    /// <param name="more">The bytes that they take beyond 32 bits each.</param>
    private static string Amount(long count, int more = 0)
    {
        double size = (count * sizeof(float)) + more;
        string[] units = ["B", "KB", "MB", "GB", "TB"];
        int unit = 0;
        while (size >= 1024 && unit < units.Length - 1)
        {
            size /= 1024;
            unit++;
        }
        return $"{Number(count)} ({size.ToString("0.00", CultureInfo.InvariantCulture)} {units[unit]})";
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
