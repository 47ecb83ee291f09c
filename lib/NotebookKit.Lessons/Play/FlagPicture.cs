using System.Globalization;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Lessons;

/// <summary>
/// A recurrent layer unrolled over its first two steps and its last, with every part that some flag hands out. Which parts
/// show, and which are lit, are attributes of groups, which the explorer's script sets anew; here they stand for one setting.
/// </summary>
/// <param name="choice">The setting.</param>
/// <param name="time">The number of time steps.</param>
/// <param name="moves">Whether a script will change it: then what does not show is there too.</param>
internal sealed class FlagPicture(FlagChoice choice, int time, bool moves)
{
    /// <summary>The width of the picture: a telephone's.</summary>
    public const double Width = 358;

    private const double OneHeight = 192, BothHeight = 346;
    private const double Half = 28, CellHeight = 38;
    private static readonly double[] s_columns = [84, 170, 276];
    private static readonly double[] s_rows = [104, 246];

    private int Shown => Math.Min(time, s_columns.Length);

    private bool[] FromTheEnd => choice.Both ? [choice.Backwards, !choice.Backwards] : [choice.Backwards];

    /// <summary>The height for a setting.</summary>
    public double Height => choice.Both ? BothHeight : OneHeight;

    /// <summary>The picture.</summary>
    /// <param name="title">Its name.</param>
    /// <param name="description">What it shows.</param>
    public string Draw(string title, string description)
    {
        var svg = new Svg(Width, Height);
        DrawInto(svg);
        return svg.ToString(title, description);
    }

    /// <summary>Draws the parts.</summary>
    public void DrawInto(Svg svg)
    {
        for (int row = 0; row < (moves ? s_rows.Length : FromTheEnd.Length); row++)
        {
            DrawRow(svg, row);
        }

        for (int column = 0; column < s_columns.Length; column++)
        {
            svg.Group($"data-col=\"{column}\"{Display(column < Shown)}")
                .Text(s_columns[column], 179, Step(column), "nk-soft", 12, Svg.Anchor.Middle, extra: $"data-step=\"{column}\"").End();
        }

        svg.Group($"data-dots{Display(time > s_columns.Length)}").Text(223, 179, "…", "nk-soft", 14, Svg.Anchor.Middle).End();
    }

    private void DrawRow(Svg svg, int row)
    {
        double y = s_rows[row];
        int away = row == 0 ? -1 : 1;
        double outStart = y + (away * CellHeight / 2), outEnd = y + (away * 54), inEnd = y - (away * CellHeight / 2);
        for (int column = 0; column < (moves ? s_columns.Length : Shown); column++)
        {
            double x = s_columns[column];
            Parts.Arrow(svg, Group("in", row, column), null, (x, row == 0 ? 164 : 186), (x, inEnd));
            Parts.Arrow(svg, Group("out", row, column), 0, (x, outStart), (x, outEnd));
            svg.Group(Group("cell", row, column))
                .Rect(x - Half, y - (CellHeight / 2), 2 * Half, CellHeight, "nk-f5", 6, 0.14, "nk-axis")
                .Text(x, y + 4, ShortName(choice.Cell), size: 12, anchor: Svg.Anchor.Middle, bold: true, extra: "data-cell").End();
            foreach (string way in new[] { "right", "left" })
            {
                if (moves || way == (FromTheEnd[row] ? "left" : "right"))
                {
                    DrawStates(svg, row, column, way, y);
                }
            }
        }

        svg.Text(LabelAt(row), y + (away * 64) + (away > 0 ? 10 : 0), Label(row), "nk-f0", 12, Svg.Anchor.Middle, bold: true,
            extra: $"data-label=\"{row}\"{Display(row == 0 || choice.Both)}");
    }

    private void DrawStates(Svg svg, int row, int column, string way, double y)
    {
        bool right = way == "right";
        double x = s_columns[column], edge = right ? x + Half : x - Half;
        foreach ((string state, double dy, int colour) in new[] { ("h", -9.0, 0), ("c", 9.0, 1) }.Take(moves || choice.HasC ? 2 : 1))
        {
            if (column + 1 < (moves ? s_columns.Length : Shown))
            {
                double a = x + Half, b = s_columns[column + 1] - Half;
                Parts.Arrow(svg, Group($"chain-{state}", row, column, way), null, (right ? a : b, y + dy), (right ? b : a, y + dy));
            }

            if (moves ? right || column == 0 : column == LastRead(row))
            {
                double tip = edge + (right ? 26 : -26);
                Parts.Arrow(svg, Group($"end-{state}", row, column, way), colour, (edge, y + dy), (tip, y + dy));
                svg.Group(Group($"name-{state}", row, column, way))
                    .Text(
                        tip + (right ? 5 : -5), y + dy + 4, state, $"nk-f{colour}", 13, right ? Svg.Anchor.Start : Svg.Anchor.End,
                            bold: true)
                    .End();
            }
        }
    }

    private string Group(string kind, int row, int column, string? way = null) =>
        (moves ? Name(kind, row, column, way) : "")
        + Display(Shows(kind, row, column, way)) + Look(kind, row, column);

    private static string Name(string kind, int row, int column, string? way) =>
        $"data-kind=\"{kind}\" data-row=\"{row}\" data-col=\"{column}\"{(way is null ? "" : $" data-way=\"{way}\"")}";

    private bool Shows(string kind, int row, int column, string? way)
    {
        bool[] ways = FromTheEnd;
        if (row >= ways.Length || column >= Shown || (kind.EndsWith("-c", StringComparison.Ordinal) && !choice.HasC))
        {
            return false;
        }

        bool fits = way is null || way == (ways[row] ? "left" : "right");
        return kind.Split('-')[0] switch
        {
            "chain" => fits && column + 1 < Shown,
            "end" => fits && column == LastRead(row),
            "name" => fits && column == LastRead(row) && choice.State,
            _ => true,
        };
    }

    private bool IsLit(string kind, int row, int column) => kind switch
    {
        "out" => choice.Sequences || column == LastRead(row),
        "end-h" or "end-c" => choice.State,
        _ => true,
    };

    private int LastRead(int row) => FromTheEnd[row] ? 0 : Shown - 1;

    private string Look(string kind, int row, int column) =>
        kind is not ("out" or "end-h" or "end-c") ? " stroke-width=\"1.5\""
        : row < FromTheEnd.Length && IsLit(kind, row, column) ? " stroke-width=\"3.5\" stroke-dasharray=\"none\" opacity=\"1\""
        : " stroke-width=\"1.5\" stroke-dasharray=\"2 3\" opacity=\"0.5\"";

    private double LabelAt(int row)
    {
        int last = row < FromTheEnd.Length ? LastRead(row) : 0;
        return choice.Sequences ? (s_columns[0] + s_columns[Shown - 1]) / 2 : s_columns[last];
    }

    private string Label(int row) => !choice.Both ? "output" : row == 0 ? "output: first half" : "output: second half";

    private string Step(int column) => string.Create(
        CultureInfo.InvariantCulture, $"step {(column == s_columns.Length - 1 && time > s_columns.Length ? time - 1 : column)}");

    private static string Display(bool shows) => shows ? "" : " display=\"none\"";

    private static string ShortName(string cell) => cell == "SimpleRNN" ? "RNN" : cell;
}
