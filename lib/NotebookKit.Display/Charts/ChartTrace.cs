using System.Collections;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Display;

/// <summary>
/// One set of data in a chart. The properties of its subclasses carry Plotly's own names, in Plotly's case, as XPlot.Plotly
/// writes them.
/// </summary>
public abstract class ChartTrace
{
    private protected ChartTrace()
    {
    }

    /// <summary>The name in the legend.</summary>
    public string? name { get; set; }

    /// <summary>What the trace is called in messages.</summary>
    internal string Label => name is null ? $"the {GetType().Name} trace" : $"the trace '{name}'";

    /// <summary>Throws when the data cannot be drawn, with the reason.</summary>
    internal abstract void Check();
}

/// <summary>Points, joined by a line or not: Plotly's <c>scatter</c>.</summary>
public sealed class Scatter : ChartTrace
{
    // What the data reads as: known from the first look on, until other data is set.
    private Series? _points;
    private Band? _edges;

    /// <summary>Horizontal positions: numbers, or texts for categories. Without it 0, 1, 2, …</summary>
    public IEnumerable? x
    {
        get;
        set => (field, _points) = (ChartData.Keep(value), null);
    }

    /// <summary>Vertical positions, numbers. A NaN or an infinity leaves a gap.</summary>
    public IEnumerable? y
    {
        get;
        set => (field, _points) = (ChartData.Keep(value), null);
    }

    /// <summary>
    /// <c>lines</c>, <c>markers</c> or <c>lines+markers</c>. Without it lines, with markers where there are 20 points or fewer.
    /// </summary>
    public string? mode { get; set; }

    /// <summary>
    /// The lower edge of a band behind the line, one number a point: where a forecast may lie, or what seeds differ by. It goes
    /// with <see cref="high"/>; where either is NaN the band has a gap. Plotly itself draws a band as a trace of its own, so
    /// these two names are the kit's.
    /// </summary>
    public IEnumerable? low
    {
        get;
        set => (field, _edges) = (ChartData.Keep(value), null);
    }

    /// <summary>The upper edge of the band; see <see cref="low"/>.</summary>
    public IEnumerable? high
    {
        get;
        set => (field, _edges) = (ChartData.Keep(value), null);
    }

    /// <summary>Whether the line is dashed: validation beside training is told apart without its colour, too.</summary>
    internal bool Dashed { get; init; }

    /// <summary>The points, with positions filled in.</summary>
    internal Series Points => _points ??= ChartData.Points(x, y, Label);

    /// <summary>The band's edges, or null without a band.</summary>
    internal Band? Edges => low is null && high is null ? null
        : _edges ??= new Band(ChartData.Numbers(low, $"low of {Label}"), ChartData.Numbers(high, $"high of {Label}"));

    /// <summary>The mode after the default.</summary>
    internal string EffectiveMode(int count) => mode ?? (count <= 20 ? "lines+markers" : "lines");

    internal override void Check()
    {
        if (mode is not (null or "lines" or "markers" or "lines+markers" or "markers+lines"))
            throw new ArgumentException($"Scatter: mode of {Label} is '{mode}'; it can be lines, markers or lines+markers.");
        int points = Points.Y.Length;
        ChartData.NotEmpty(points, Label);
        Edges?.Check(points, Label);
    }
}

/// <summary>Bars from zero: Plotly's <c>bar</c>.</summary>
public sealed class Bar : ChartTrace
{
    // What the data reads as: known from the first look on, until other data is set.
    private Series? _points;

    /// <summary>Where the bars stand: texts for categories, or numbers. Without it 0, 1, 2, …</summary>
    public IEnumerable? x
    {
        get;
        set => (field, _points) = (ChartData.Keep(value), null);
    }

    /// <summary>The heights, numbers. A NaN or an infinity leaves the place empty.</summary>
    public IEnumerable? y
    {
        get;
        set => (field, _points) = (ChartData.Keep(value), null);
    }

    /// <summary>The bars, with positions filled in.</summary>
    internal Series Points => _points ??= ChartData.Points(x, y, Label);

    internal override void Check() => ChartData.NotEmpty(Points.Y.Length, Label);
}

/// <summary>How often values fall into equal intervals: Plotly's <c>histogram</c>.</summary>
public sealed class Histogram : ChartTrace
{
    // What the data reads as: known from the first look on, until other data is set.
    private double[]? _values;

    /// <summary>The values, numbers. NaN and infinities are left out, and the description says how many.</summary>
    public IEnumerable? x
    {
        get;
        set => (field, _values) = (ChartData.Keep(value), null);
    }

    /// <summary>About how many intervals; without it the number follows from the spread (Freedman and Diaconis, 1981).</summary>
    public int? nbinsx { get; set; }

    /// <summary>The values.</summary>
    internal double[] Values => _values ??= ChartData.Numbers(x, $"x of {Label}");

    internal override void Check()
    {
        ChartData.NotEmpty(Values.Length, Label);
        if (nbinsx is < 1)
            throw new ArgumentOutOfRangeException(nameof(nbinsx), nbinsx, $"Histogram: nbinsx of {Label} must be at least 1.");
    }
}

/// <summary>A grid of tinted cells: Plotly's <c>heatmap</c>.</summary>
public sealed class Heatmap : ChartTrace
{
    // What the data reads as: known from the first look on, until other data is set.
    private double[][]? _rows;

    /// <summary>The values, one inner sequence a row, all of one length; the first row is drawn at the top.</summary>
    public IEnumerable? z
    {
        get;
        set => (field, _rows) = (ChartData.Keep(value), null);
    }

    /// <summary>Column names or positions; without it 0, 1, 2, …</summary>
    public IEnumerable? x { get; set => field = ChartData.Keep(value); }

    /// <summary>Row names or positions; without it 0, 1, 2, …</summary>
    public IEnumerable? y { get; set => field = ChartData.Keep(value); }

    /// <summary>The value of the palest or most negative colour; without it the smallest value.</summary>
    public double? zmin { get; set; }

    /// <summary>The value of the strongest colour; without it the largest value.</summary>
    public double? zmax { get; set; }

    /// <summary>Whether the values stand in the cells; without it they do where there is room.</summary>
    public bool? showvalues { get; set; }

    /// <summary>
    /// Whether the tints are spread where values crowd, so that they can still be told apart; the scale beside the cells says
    /// how. Without it they are, unless <see cref="zmin"/> or <see cref="zmax"/> is given; with <c>false</c> the tint always
    /// grows in step with the value.
    /// </summary>
    public bool? spread { get; set; }

    /// <summary>The values that get a tint: those of the cells as they are drawn, so that means of many cells are not all pale.</summary>
    internal double[] Tinted() => [.. Charts.HeatmapPicture.Pool(Rows).Rows.SelectMany(row => row)];

    internal TintRange Tints() => spread ?? (zmin is null && zmax is null)
        ? TintRange.Spread(Tinted())
        : TintRange.Of(Tinted(), zmin, zmax);

    /// <summary>The values, row by row.</summary>
    internal double[][] Rows => _rows ??= ChartData.Grid(z, $"z of {Label}");

    internal override void Check()
    {
        double[][] rows = Rows;
        ChartData.NotEmpty(rows.Length == 0 ? 0 : rows[0].Length, Label);
        Match(x, rows[0].Length, "x", "columns");
        Match(y, rows.Length, "y", "rows");
        if (zmin >= zmax)
            throw new ArgumentException($"Heatmap: zmin of {Label} is {zmin}, which is not below zmax, {zmax}.");
        if (spread == true && (zmin ?? zmax) is not null)
            throw new ArgumentException($"Heatmap: {Label} has spread and zmin or zmax; spread chooses both ends. Leave one of them out.");
    }

    private void Match(IEnumerable? labels, int expected, string axis, string what)
    {
        if (labels is null)
            return;
        int count = ChartData.Labels(labels).Length;
        if (count != expected)
            throw new ArgumentException($"Heatmap: {axis} of {Label} has {count} entries for {expected} {what}.");
    }
}
