using NotebookKit.Display.Drawing;
using static NotebookKit.Display.Drawing.Svg;

namespace NotebookKit.Display.Charts;

/// <summary>Draws a heatmap as SVG: tinted cells, with their values where there is room, and a scale of the tints.</summary>
internal static class HeatmapPicture
{
    /// <summary>More cells than this along one side are drawn as means of neighbours: smaller ones could not be told apart.</summary>
    private const int MostCells = 128;

    private const double Strongest = 0.92;

    public static string Draw(Chart chart)
    {
        var heatmap = (Heatmap)chart.Traces[0];
        Layout layout = chart.Layout;
        double[][] all = heatmap.Rows;
        (double[][] rows, int rowStep, int columnStep) = Pool(all);
        TintRange range = heatmap.Tints();
        string[] rowNames = Names(heatmap.y, all.Length), columnNames = Names(heatmap.x, all[0].Length);

        double labelWidth = Math.Min(150, rowNames.Max(n => TextWidth(n, 12)));
        double top = 16 + (layout.title is null ? 0 : 24) + (layout.yaxis.title is null ? 0 : 20);
        double left = 14 + labelWidth + 8, right = layout.width - 74;
        double slot = (right - left) / all[0].Length;
        double[] widths = [.. columnNames.Select(n => TextWidth(n, 12))];
        // Neighbours decide: one long name among short ones needs no slant.
        bool slanted = heatmap.x is not null
            && (widths[0] / 2 > left || widths.Zip(widths.Skip(1)).Any(pair => (pair.First + pair.Second) / 2 > slot - 6));
        double bottom = layout.height - 30 - (slanted ? (Math.Min(widths.Max(), 80) * 0.65) + 6 : 0)
            - (layout.xaxis.title is null ? 0 : 20);
        double cellWidth = (right - left) / rows[0].Length, cellHeight = (bottom - top) / rows.Length;

        var svg = new Svg(layout.width, layout.height);
        if (layout.title is not null)
            svg.Text(14, 26, Fit(layout.title, layout.width - 28, 14, true), size: 14, bold: true);
        if (layout.yaxis.title is not null)
            svg.Text(14, top - 10, Fit(layout.yaxis.title, layout.width - 28, 12), "nk-soft");
        bool values = heatmap.showvalues ?? (rowStep == 1 && columnStep == 1 && cellWidth >= 44 && cellHeight >= 18);
        double strength = values ? TintRange.BehindText : Strongest;
        var cells = new TintedCells(strength);
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < rows[i].Length; j++)
            {
                double gap = cellWidth > 12 && cellHeight > 12 ? 1 : 0;
                if (!double.IsNaN(rows[i][j]))
                    cells.Add(left + (j * cellWidth), top + (i * cellHeight), cellWidth - gap, cellHeight - gap, range.At(rows[i][j]));
            }
        }
        cells.Draw(svg);
        Grid(svg, left, top, right, bottom, rows.Length, rows[0].Length);
        int? decimals = Decimals(rows);
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < rows[i].Length; j++)
            {
                Cell(svg, left + (j * cellWidth), top + (i * cellHeight), cellWidth, cellHeight, rows[i][j], values
                    ? Number(rows[i][j], decimals) : null);
            }
        }
        int everyRow = Math.Max(1, (int)Math.Ceiling(15 / (cellHeight / rowStep)));
        for (int i = 0; i < all.Length; i += everyRow)
        {
            svg.Text(left - 8, top + ((i + 0.5) * (bottom - top) / all.Length) + 4, Fit(rowNames[i], labelWidth, 12), "nk-soft",
                anchor: Anchor.End);
        }

        int everyColumn = Math.Max(1, (int)Math.Ceiling((slanted ? 15 : heatmap.x is null ? widths.Max() + 6 : 0) / slot));
        for (int j = 0; j < all[0].Length; j += everyColumn)
        {
            double x = left + ((j + 0.5) * slot);
            if (slanted)
                svg.Text(x + 4, bottom + 14, FitMiddle(columnNames[j], 80, 12), "nk-soft", anchor: Anchor.End, rotate: -40);
            else
                svg.Text(x, bottom + 16, columnNames[j], "nk-soft", anchor: Anchor.Middle);
        }
        if (layout.xaxis.title is not null)
            svg.Text((left + right) / 2, layout.height - 10, Fit(layout.xaxis.title, right - left, 12), "nk-soft", anchor: Anchor.Middle);
        Key(svg, right + 14, top, bottom, range, strength);

        string pooled = rowStep * columnStep == 1 ? "" : $" Each drawn cell is the mean of {rowStep} by {columnStep} values.";
        return svg.ToString(ChartDescription.Name(chart), ChartDescription.Describe(chart) + pooled);
    }

    /// <summary>The border, and lines between cells that are large enough: a cell without tint must still be seen to be there.</summary>
    private static void Grid(Svg svg, double left, double top, double right, double bottom, int rows, int columns)
    {
        double width = (right - left) / columns, height = (bottom - top) / rows;
        var path = new System.Text.StringBuilder();
        bool inside = width > 12 && height > 12;
        for (int i = 0; i <= rows; i += inside ? 1 : rows)
            path.Append($"M{Markup.Number(left)} {Markup.Number(top + (i * height) - 0.5)}H{Markup.Number(right)}");
        for (int j = 0; j <= columns; j += inside ? 1 : columns)
            path.Append($"M{Markup.Number(left + (j * width) - 0.5)} {Markup.Number(top)}V{Markup.Number(bottom)}");
        svg.Path(path.ToString(), "nk-rule", 1);
    }

    /// <summary>What stands in a cell: its value where there is room, and a frame where there is none.</summary>
    private static void Cell(Svg svg, double x, double y, double width, double height, double value, string? text)
    {
        if (double.IsNaN(value))
            svg.Rect(x + 2, y + 2, Math.Max(0.5, width - 4), Math.Max(0.5, height - 4), "nk-none", edge: "nk-rule");
        if (text is not null)
            svg.Text(x + (width / 2), y + (height / 2) + 4, Fit(text, width - 4, 11), size: 11, anchor: Anchor.Middle);
    }

    /// <summary>
    /// How many decimals all cells show: as many as give the largest three digits, fewer when none needs them. Cells are
    /// compared with each other, and 0.0001 beside 0.88 would look like the longer number. Null where sizes differ from ordinary ones.
    /// </summary>
    private static int? Decimals(double[][] rows)
    {
        double[] finite = [.. rows.SelectMany(r => r).Where(double.IsFinite)];
        double largest = finite.Select(Math.Abs).DefaultIfEmpty(0).Max();
        if (largest is 0 or < 0.001 or >= 1000)
            return null;
        int decimals = Math.Clamp(2 - (int)Math.Floor(Math.Log10(largest)), 0, 5), most = decimals;
        while (decimals > 0 && finite.All(v => Math.Abs(Math.Round(v, decimals - 1) - Math.Round(v, most)) < 1e-9))
            decimals--;
        return decimals;
    }

    private static string Number(double value, int? decimals)
    {
        if (decimals is not int shown || !double.IsFinite(value))
            return Markup.Readable(value);
        string text = value.ToString("F" + shown, System.Globalization.CultureInfo.InvariantCulture).Replace('-', '−');
        return text.Any(c => c is >= '1' and <= '9') ? text : text.TrimStart('−');
    }

    /// <summary>The scale of tints at the right: even steps of tint, with the values that have them.</summary>
    private static void Key(Svg svg, double x, double top, double bottom, TintRange range, double strength)
    {
        const int steps = 24;
        double height = (bottom - top) / steps;
        for (int i = 0; i < steps; i++)
        {
            (bool negative, double tint) = TintAt(range, (i + 0.5) / steps);
            svg.Rect(x, top + (i * height), 12, height, negative ? "nk-neg" : "nk-pos", opacity: Math.Round(tint * strength, 2),
                extra: "shape-rendering=\"crispEdges\"");
        }
        if (range.Scale is string scale)
            svg.Text(x, top - 6, scale, "nk-soft", 11);
        double[] places = range.Bend != TintBend.None ? [0, 0.25, 0.5, 0.75, 1] : range.Diverging
            ? [0, range.High / (range.High - range.Low), 1] : [0, 1];
        foreach (double place in places)
        {
            (bool negative, double tint) = TintAt(range, place);
            double value = range.ValueAt(negative, tint);
            string beyond = place == 0 && range.MoreAbove ? "≥ " : place == 1 && range.MoreBelow ? "≤ " : "";
            svg.Text(x + 16, Math.Clamp(top + (place * (bottom - top)) + 4, top + 9, bottom), beyond + Mark(value), "nk-soft", 11);
        }
    }

    /// <summary>The tint at a place of the scale, from 0 at its top to 1 at its bottom.</summary>
    private static (bool Negative, double Tint) TintAt(TintRange range, double place)
    {
        if (!range.Diverging)
            return (range.High <= 0, range.High <= 0 ? place : 1 - place);
        double zero = range.High / (range.High - range.Low);
        return place <= zero ? (false, (zero - place) / zero) : (true, (place - zero) / (1 - zero));
    }

    /// <summary>A value beside the scale: two decimals or, where these show nothing, two digits.</summary>
    private static string Mark(double value)
    {
        if (Math.Abs(value) >= 0.1 || value == 0)
            return Markup.Readable(Math.Round(value, 2));
        return Markup.Readable(double.Parse(value.ToString("G2", System.Globalization.CultureInfo.InvariantCulture),
            System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The rows as they are drawn, and how many rows and columns of the data share one drawn cell.</summary>
    internal static (double[][] Rows, int RowStep, int ColumnStep) Pool(double[][] rows)
    {
        int rowStep = Step(rows.Length), columnStep = Step(rows[0].Length);
        if (rowStep == 1 && columnStep == 1)
            return (rows, 1, 1);
        double[][] pooled = [.. rows.Chunk(rowStep).Select(block => block[0].Chunk(columnStep).Select((columns, j) =>
            block.SelectMany(row => row.Skip(j * columnStep).Take(columns.Length)).Where(double.IsFinite).DefaultIfEmpty(double.NaN)
                .Average())
            .ToArray())];
        return (pooled, rowStep, columnStep);
    }

    /// <summary>How many rows, or columns, of the data share one drawn cell.</summary>
    internal static int Step(int count) => (count + MostCells - 1) / MostCells;

    private static string[] Names(System.Collections.IEnumerable? names, int count) =>
        names is null ? [.. Enumerable.Range(0, count).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))]
            : ChartData.Labels(names);
}
