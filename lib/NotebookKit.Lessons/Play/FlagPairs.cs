using NotebookKit.Display;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Lessons;

/// <summary>The four pairs of return_sequences and return_state side by side, for where the explorer cannot move.</summary>
internal static class FlagPairs
{
    private const double TextTop = 218, LineHeight = 33, Below = 12;

    /// <summary>The picture.</summary>
    public static Picture Draw(int batch, int time, int units)
    {
        FlagChoice[] pairs = [.. new[] { (false, false), (true, false), (false, true), (true, true) }
            .Select(flags => new FlagChoice("LSTM", flags.Item1, flags.Item2, Backwards: false, Both: false))];
        // The upper two return one tensor each, the lower two three.
        double upper = TextTop + LineHeight + Below, lower = TextTop + (3 * LineHeight) + Below - 12;
        var svg = new Svg(2 * FlagPicture.Width, upper + lower);
        var sentences = new List<string>();
        for (int i = 0; i < pairs.Length; i++)
        {
            (double x, double y) = (i % 2 * FlagPicture.Width, i / 2 * upper);
            svg.Group($"transform=\"translate({Parts.Number(x)} {Parts.Number(y)})\"");
            string code = pairs[i].Keras();
            string call = code[code.IndexOf("LSTM", StringComparison.Ordinal)..^3]
                .Replace("(u", FormattableString.Invariant($"({units}"), StringComparison.Ordinal);
            svg.Text(16, 24, call, size: 11.5, bold: true, mono: true);
            svg.Group("transform=\"translate(0 12)\"");
            new FlagPicture(pairs[i], time, moves: false).DrawInto(svg);
            svg.End();
            double line = TextTop;
            foreach ((string name, string shape, string meaning) in pairs[i].Tensors())
            {
                string written = FlagExplorer.Written(shape, batch, time, units);
                svg.Text(16, line, $"{name} {written}", size: 12, bold: true);
                svg.Text(24, line + 15, Svg.Fit(meaning, FlagPicture.Width - 32, 11), "nk-soft", 11);
                line += LineHeight;
            }

            svg.End();
            IEnumerable<string> tensors = pairs[i].Tensors().Select(t => $"{t.Name} {FlagExplorer.Written(t.Shape, batch, time, units)}");
            sentences.Add($"{call} returns {string.Join(", ", tensors)}.");
        }

        string description = "An LSTM unrolled over its time steps, once for each pair of the two flags; what is handed out is drawn bold. "
            + string.Join(" ", sentences);
        return new Picture(svg.ToString("What the two flags hand out", description), description);
    }
}
