using System.Collections;

namespace NotebookKit.Display;

/// <summary>
/// A chart for a notebook. It shows itself as an interactive Plotly chart where the notebook can, as a picture (SVG) where it
/// cannot, and as a sentence where there is only text. Names follow XPlot.Plotly: <c>Chart.Plot</c>, <c>WithTitle</c>,
/// <c>WithXTitle</c>; the <c>With…</c> methods change the chart and return it.
/// </summary>
/// <example>
/// <code>
/// Chart.Line(("loss", loss), ("val_loss", validationLoss)).WithXTitle("epoch").WithLogY()
/// </code>
/// </example>
public sealed partial class Chart
{
    private readonly List<ChartTrace> _traces;

    private Chart(IEnumerable<ChartTrace> traces)
    {
        _traces = [.. traces];
        if (_traces.Count == 0)
            throw new ArgumentException("Chart: no trace was given; a chart needs at least one, for example new Scatter { y = values }.");
        foreach (ChartTrace trace in _traces)
            trace.Check();
        if (_traces.Count > 1 && _traces.Any(t => t is Heatmap))
            throw new ArgumentException("Chart: a Heatmap trace fills the whole chart and cannot share it with other traces.");
        bool categories = _traces.Any(HasCategories);
        if (categories && !_traces.All(HasCategories))
            throw new ArgumentException("Chart: some traces have texts on the x axis and some have numbers; they need the same kind.");
    }

    /// <summary>The data, in the order drawn.</summary>
    public IReadOnlyList<ChartTrace> Traces => _traces;

    /// <summary>Titles, axes and size.</summary>
    public Layout Layout { get; private set; } = new();

    /// <summary>A chart of any traces, as XPlot.Plotly's <c>Chart.Plot</c>.</summary>
    /// <exception cref="ArgumentException">No trace, an empty or incomplete one, or traces that cannot share a chart.</exception>
    public static Chart Plot(params IEnumerable<ChartTrace> traces) => new(traces);

    /// <summary>A line through values at 0, 1, 2, …</summary>
    /// <exception cref="ArgumentException">The series is empty or holds something that is not a number.</exception>
    public static Chart Line(IEnumerable y, string? name = null) => new([new Scatter { y = y, name = name }]);

    /// <summary>A line through points. The positions are numbers, or texts for categories.</summary>
    /// <exception cref="ArgumentException">The series are empty, of different lengths, or not numbers.</exception>
    public static Chart Line(IEnumerable x, IEnumerable y, string? name = null) => new([new Scatter { x = x, y = y, name = name }]);

    /// <inheritdoc cref="Line(IEnumerable, string)"/>
    public static Chart Line(double[] y, string? name = null) => Line((IEnumerable)y, name);

    /// <inheritdoc cref="Line(IEnumerable, IEnumerable, string)"/>
    public static Chart Line(double[] x, double[] y, string? name = null) => Line((IEnumerable)x, y, name);

    /// <summary>Several named lines at 0, 1, 2, …</summary>
    /// <exception cref="ArgumentException">A series is empty or holds something that is not a number.</exception>
    public static Chart Line(params (string Name, IEnumerable Y)[] series) =>
        new(series.Select(s => new Scatter { y = s.Y, name = s.Name }));

    /// <summary>Points that are not joined.</summary>
    /// <exception cref="ArgumentException">The series are empty, of different lengths, or not numbers.</exception>
    public static Chart Scatter(IEnumerable x, IEnumerable y, string? name = null) =>
        new([new Scatter { x = x, y = y, name = name, mode = "markers" }]);

    /// <inheritdoc cref="Scatter(IEnumerable, IEnumerable, string)"/>
    public static Chart Scatter(double[] x, double[] y, string? name = null) => Scatter((IEnumerable)x, y, name);

    /// <summary>Bars over categories or positions.</summary>
    /// <exception cref="ArgumentException">The series are empty, of different lengths, or the heights are not numbers.</exception>
    public static Chart Bar(IEnumerable x, IEnumerable y, string? name = null) => new([new Bar { x = x, y = y, name = name }]);

    /// <inheritdoc cref="Bar(IEnumerable, IEnumerable, string)"/>
    public static Chart Bar(string[] x, double[] y, string? name = null) => Bar((IEnumerable)x, y, name);

    /// <summary>Groups of bars over the same categories.</summary>
    /// <exception cref="ArgumentException">The series are empty, of different lengths, or the heights are not numbers.</exception>
    public static Chart Bar(IEnumerable x, params (string Name, IEnumerable Y)[] series)
    {
        object?[] places = [.. x.Cast<object?>()];
        return new(series.Select(s => new Bar { x = places, y = s.Y, name = s.Name }));
    }

    /// <summary>How often values fall into equal intervals.</summary>
    /// <param name="x">The values.</param>
    /// <param name="bins">About how many intervals; without it the spread decides.</param>
    /// <exception cref="ArgumentException">The series is empty or holds something that is not a number.</exception>
    public static Chart Histogram(IEnumerable x, int? bins = null) => new([new Histogram { x = x, nbinsx = bins }]);

    /// <inheritdoc cref="Histogram(IEnumerable, int?)"/>
    public static Chart Histogram(double[] x, int? bins = null) => Histogram((IEnumerable)x, bins);

    /// <summary>A grid of tinted cells, the first row at the top.</summary>
    /// <param name="z">A two-dimensional array, or one sequence of numbers a row.</param>
    /// <param name="x">Column names.</param>
    /// <param name="y">Row names.</param>
    /// <exception cref="ArgumentException">The grid is empty or ragged, or the names do not fit it.</exception>
    public static Chart Heatmap(IEnumerable z, IEnumerable<string>? x = null, IEnumerable<string>? y = null) =>
        new([new Heatmap { z = z, x = x, y = y }]);

    /// <summary>Sets the heading.</summary>
    public Chart WithTitle(string title) => With(layout => layout.title = title);

    /// <summary>Says what the horizontal axis measures.</summary>
    public Chart WithXTitle(string title) => With(layout => layout.xaxis.title = title);

    /// <summary>Says what the vertical axis measures.</summary>
    public Chart WithYTitle(string title) => With(layout => layout.yaxis.title = title);

    /// <summary>Makes the horizontal axis logarithmic; values that are not positive are left out.</summary>
    public Chart WithLogX() => With(layout => layout.xaxis.type = "log");

    /// <summary>Makes the vertical axis logarithmic; values that are not positive are left out.</summary>
    public Chart WithLogY() => With(layout => layout.yaxis.type = "log");

    /// <summary>Sets the size in pixels.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Too small to draw in, or larger than 4000.</exception>
    public Chart WithSize(int width, int height)
    {
        var layout = new Layout { width = width, height = height };
        layout.Check();
        (Layout.width, Layout.height) = (width, height);
        return this;
    }

    /// <summary>Fixes the horizontal axis, so that a growing chart does not move under the reader.</summary>
    internal Chart WithLayoutRange(double low, double high) => With(layout => layout.xaxis.range = [low, high]);

    /// <summary>Shows or hides the legend.</summary>
    public Chart WithLegend(bool show = true) => With(layout => layout.showlegend = show);

    /// <summary>Names the traces, in order.</summary>
    /// <exception cref="ArgumentException">There are more names than traces.</exception>
    public Chart WithLabels(params string[] labels)
    {
        if (labels.Length > _traces.Count)
            throw new ArgumentException($"Chart: {labels.Length} labels for {_traces.Count} traces.", nameof(labels));
        for (int i = 0; i < labels.Length; i++)
            _traces[i].name = labels[i];
        return this;
    }

    /// <summary>Replaces titles, axes and size.</summary>
    /// <exception cref="ArgumentException">An axis type or range that cannot be drawn, or a size out of bounds.</exception>
    public Chart WithLayout(Layout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        layout.Check();
        Layout = layout;
        return this;
    }

    /// <summary>The chart as a picture: a whole SVG document, with its style inside and no script.</summary>
    /// <exception cref="ArgumentException">The layout cannot be drawn.</exception>
    public string ToSvg()
    {
        Layout.Check();
        return _traces[0] is Heatmap ? Charts.HeatmapPicture.Draw(this) : Charts.ChartPicture.Draw(this);
    }

    /// <summary>The chart as Plotly's JSON: <c>data</c> and <c>layout</c>.</summary>
    public string ToPlotlyJson()
    {
        Layout.Check();
        return Charts.PlotlyJson.Write(this);
    }

    /// <summary>What the chart shows, in sentences.</summary>
    public override string ToString() => Charts.ChartDescription.Describe(this);

    private Chart With(Action<Layout> change)
    {
        change(Layout);
        return this;
    }

    private static bool HasCategories(ChartTrace trace) => trace switch
    {
        Scatter scatter => scatter.Points.Categories is not null,
        Bar bar => bar.Points.Categories is not null,
        _ => false,
    };
}
