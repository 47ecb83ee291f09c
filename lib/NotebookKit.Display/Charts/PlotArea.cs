using NotebookKit.Display.Drawing;
using static NotebookKit.Display.Drawing.Svg;

namespace NotebookKit.Display.Charts;

/// <summary>Heading, legend, axes and grid: everything of a chart but its data.</summary>
internal sealed class PlotArea
{
    private const double TextSize = 12;
    private const double TitleSize = 14;
    private const double LegendRow = 20;

    private readonly Layout _layout;
    private readonly Scale _x;
    private readonly Scale _y;
    private readonly string[]? _categories;
    private readonly List<List<(int Index, string Name, double X)>> _legend = [];
    private readonly bool _slanted;
    private readonly bool _areas;
    private readonly bool[] _dashed;

    /// <summary>Lays out the plot area; nothing is drawn yet.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="categories">Names along the horizontal axis, when it has names.</param>
    public PlotArea(Chart chart, Scale x, Scale y, string[]? categories)
    {
        (_layout, _x, _y, _categories) = (chart.Layout, x, y, categories);
        _dashed = [.. chart.Traces.Select(t => t is Scatter { Dashed: true })];
        _areas = chart.Traces[0] is Bar or Histogram;
        double widest = y.Ticks.Select(t => TextWidth(t.Text, TextSize)).DefaultIfEmpty(0).Max();
        Left = Math.Max(28, widest + 20);
        Right = _layout.width - 20;
        if (_layout.showlegend ?? chart.Traces.Count > 1)
            LayLegend(chart);
        Top = 22 + (_layout.title is null ? 0 : 24) + (_legend.Count * LegendRow) + (_layout.yaxis.title is null ? 0 : 22);
        double slot = categories is null ? 0 : (Right - Left) / categories.Length;
        _slanted = categories is not null && categories.Max(c => TextWidth(c, TextSize)) > slot - 6;
        double labels = _slanted ? Math.Min(categories!.Max(c => TextWidth(c, TextSize)), 110) * 0.72 + 18 : 24;
        if (_slanted)
            Left = Math.Max(Left, 10 + (Math.Min(TextWidth(categories![0], TextSize), 110) * 0.77) - (slot / 2));
        Bottom = _layout.height - 8 - labels - (_layout.xaxis.title is null ? 0 : 20);
        if (Bottom - Top < 30)
        {
            throw new ArgumentException(
                $"Chart: {_layout.width} by {_layout.height} pixels leave no room between heading and axis; make it taller with WithSize.");
        }
    }

    public double Left { get; }

    public double Right { get; }

    public double Top { get; }

    public double Bottom { get; }

    /// <summary>The pixel column of a value.</summary>
    public double X(double value) => Left + (_x.At(value) * (Right - Left));

    /// <summary>The pixel row of a value.</summary>
    public double Y(double value) => Bottom - (_y.At(value) * (Bottom - Top));

    /// <summary>Draws what stands behind the data.</summary>
    public void Draw(Svg svg)
    {
        double line = 26;
        if (_layout.title is not null)
        {
            svg.Text(14, line, Fit(_layout.title, _layout.width - 28, TitleSize, true), size: TitleSize, bold: true);
            line += 24;
        }
        foreach (List<(int Index, string Name, double X)> row in _legend)
        {
            foreach ((int index, string name, double x) in row)
            {
                int colour = index % Theme.LineColours;
                if (_areas)
                {
                    svg.Rect(x, line - 12, 20, 12, $"nk-f{colour}");
                }
                else
                {
                    svg.Path($"M{Markup.Number(x)} {Markup.Number(line - 6)}h20", $"nk-l{colour}", 3, _dashed[index] ? "5 4"
                        : Theme.Dash(index));
                }

                svg.Text(x + 26, line - 2, name, size: TextSize);
            }
            line += LegendRow;
        }
        if (_layout.yaxis.title is not null)
            svg.Text(14, Top - 16, Fit(_layout.yaxis.title, _layout.width - 28, TextSize), "nk-soft", TextSize);
        foreach ((double value, string text) in _y.Ticks)
        {
            double y = Y(value);
            svg.Line(Left, y, Right, y);
            svg.Text(Left - 8, y + 4, text, "nk-soft", TextSize, Anchor.End);
        }
        svg.Line(Left, Bottom, Right, Bottom, "nk-axis");
        if (_categories is null)
            NumberLabels(svg);
        else
            CategoryLabels(svg);
        if (_layout.xaxis.title is not null)
        {
            svg.Text((Left + Right) / 2, _layout.height - 10, Fit(_layout.xaxis.title, Right - Left, TextSize), "nk-soft", TextSize,
                Anchor.Middle);
        }
    }

    private void NumberLabels(Svg svg)
    {
        double free = double.NegativeInfinity;
        foreach ((double value, string text) in _x.Ticks)
        {
            double x = X(value), half = TextWidth(text, TextSize) / 2;
            svg.Line(x, Bottom, x, Bottom + 4, "nk-axis");
            if (x - half < free || x + half > _layout.width - 2)
                continue;
            svg.Text(x, Bottom + 18, text, "nk-soft", TextSize, Anchor.Middle);
            free = x + half + 8;
        }
    }

    private void CategoryLabels(Svg svg)
    {
        double slot = (Right - Left) / _categories!.Length;
        int every = Math.Max(1, (int)Math.Ceiling(15 / slot));
        for (int i = 0; i < _categories.Length; i += every)
        {
            double x = X(i);
            if (_slanted)
                svg.Text(x + 4, Bottom + 14, FitMiddle(_categories[i], 110, TextSize), "nk-soft", TextSize, Anchor.End, rotate: -40);
            else
                svg.Text(x, Bottom + 18, _categories[i], "nk-soft", TextSize, Anchor.Middle);
        }
    }

    private void LayLegend(Chart chart)
    {
        double x = 14;
        _legend.Add([]);
        for (int i = 0; i < chart.Traces.Count; i++)
        {
            string name = Fit(chart.Traces[i].name ?? $"trace {i}", _layout.width - 80, TextSize);
            double width = 26 + TextWidth(name, TextSize) + 18;
            if (x + width > _layout.width - 8 && _legend[^1].Count > 0)
            {
                _legend.Add([]);
                x = 14;
            }
            _legend[^1].Add((i, name, x));
            x += width;
        }
    }
}
