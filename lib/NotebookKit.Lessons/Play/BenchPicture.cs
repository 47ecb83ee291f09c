using System.Globalization;
using NotebookKit.Display;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Lessons;

/// <summary>
/// Every quantity of a cell as a row of bars over time, each with its number. Bars and numbers are elements with names, which
/// the bench's script sets anew.
/// </summary>
internal static class BenchPicture
{
    /// <summary>The width: a telephone's.</summary>
    public const double Width = 358;

    /// <summary>The height of one row.</summary>
    public const double RowHeight = 46;

    private const double First = 52, Column = 50, BarWidth = 34, BarHeight = 26, Top = 22;
    private const int MostRows = 7;

    /// <summary>The height for so many quantities.</summary>
    public static double Height(int rows) => Top + (rows * RowHeight) + 4;

    /// <summary>The picture that the script moves, standing at a setting.</summary>
    public static string Draw(BenchSetting setting, string title, string description)
    {
        IReadOnlyList<(string Letter, double[] Values)> rows = setting.Trace();
        var svg = new Svg(Width, Height(rows.Count));
        for (int step = 0; step < BenchSetting.Steps; step++)
        {
            double middle = First + (step * Column) + (BarWidth / 2);
            svg.Text(middle, 14, FormattableString.Invariant($"step {step}"), "nk-soft", 11, Svg.Anchor.Middle);
        }

        for (int row = 0; row < MostRows; row++)
        {
            DrawRow(svg, row, row < rows.Count ? rows[row].Letter : "", row < rows.Count ? rows[row].Values : null);
        }

        return svg.ToString(title, description);
    }

    /// <summary>The presets of the LSTM beside each other, as the library computes them.</summary>
    public static Picture Presets()
    {
        BenchPreset[] presets = [.. BenchPreset.All.Where(preset => preset.Setting.Cell == "LSTM")];
        string[] shown = ["x", "i", "f", "c", "h"];
        const double panel = 250, left = 34, column = 34, rowHeight = 40;
        var svg = new Svg(presets.Length * panel, 40 + (shown.Length * rowHeight) + 8);
        for (int i = 0; i < presets.Length; i++)
        {
            svg.Group($"transform=\"translate({Parts.Number(i * panel)} 0)\"").Text(12, 22, presets[i].Name, size: 13, bold: true);
            var rows = presets[i].Setting.Trace().ToDictionary(row => row.Letter, row => row.Values);
            for (int row = 0; row < shown.Length; row++)
            {
                double y = 40 + (row * rowHeight);
                double most = Most(shown[row], rows[shown[row]]);
                svg.Text(12, y + 18, shown[row], "nk-ink", 13, bold: true);
                svg.Line(left, y + 26, left + (BenchSetting.Steps * column), y + 26);
                for (int step = 0; step < BenchSetting.Steps; step++)
                {
                    double height = Math.Abs(rows[shown[row]][step]) / most * 24;
                    svg.Rect(left + 4 + (step * column), y + 26 - height, 26, height, Style(shown[row]), opacity: 0.75);
                }
            }

            svg.End();
        }

        string description = "A cell of one unit under three settings: its input, input gate, forget gate, cell state c and output h "
            + "over six steps. "
            + string.Join(" ", presets.Select(preset => $"{Capital(preset.Name)}: c is {Numbers(preset.Setting, "c")}."));
        return new Picture(svg.ToString("Remember, forget, count", description), description);
    }

    /// <summary>A number as the bench shows it.</summary>
    public static string Text(double value) =>
        value.ToString("0.00;-0.00;0.00", CultureInfo.InvariantCulture).Replace('-', '−');

    private static void DrawRow(Svg svg, int row, string letter, double[]? values)
    {
        double y = Top + (row * RowHeight), most = values is null ? 1 : Most(letter, values);
        double ground = IsGate(letter) ? y + BarHeight : y + (BarHeight / 2), room = IsGate(letter) ? BarHeight : BarHeight / 2;
        svg.Group($"data-row=\"{row}\"{(values is null ? " display=\"none\"" : "")}")
            .Text(14, y + 18, letter, size: 14, bold: true, extra: "data-letter")
            .Line(First - 8, ground, First + (BenchSetting.Steps * Column) - 8, ground, extra: "data-ground");
        for (int step = 0; step < BenchSetting.Steps; step++)
        {
            double value = values?[step] ?? 0, height = Math.Abs(value) / most * room;
            double x = First + (step * Column);
            svg.Rect(x, value < 0 ? ground : ground - height, BarWidth, height, Style(letter), opacity: 0.75,
                extra: $"data-bar=\"{step}\" data-value=\"{value.ToString("R", CultureInfo.InvariantCulture)}\"");
            svg.Text(
                x + (BarWidth / 2), y + BarHeight + 13, Text(value), "nk-ink", 11, Svg.Anchor.Middle, extra: $"data-number=\"{step}\"");
        }

        svg.End();
    }

    private static bool IsGate(string letter) => letter is "i" or "f" or "o" or "z" or "r";

    // A gate reaches from 0 to 1; the others as far as they go, and at least to 1.
    private static double Most(string letter, double[] values) => IsGate(letter) ? 1 : Math.Max(1, values.Max(Math.Abs));

    private static string Style(string letter) => letter switch { "h" => "nk-f0", "c" => "nk-f1", "x" => "nk-f2", _ => "nk-f5" };

    private static string Numbers(BenchSetting setting, string letter) =>
        string.Join(", ", setting.Trace().Single(row => row.Letter == letter).Values.Select(Text));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
