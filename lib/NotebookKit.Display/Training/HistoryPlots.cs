using NotebookKit.Display.Charts;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Display;

/// <summary>Training curves.</summary>
public static class HistoryPlots
{
    private const int PanelWidth = 330;
    private const int PanelHeight = 250;
    private const int PanelsARow = 2;

    /// <summary>
    /// The curves of a training run: one panel for the loss and one for each metric, training and validation together.
    /// </summary>
    /// <exception cref="InvalidOperationException">No epoch was finished.</exception>
    public static Picture Plot(this History history)
    {
        Chart[] panels = [.. Measures(history).Select(m => history.Plot(m).WithTitle(m).WithSize(PanelWidth, PanelHeight))];
        int columns = Math.Min(PanelsARow, panels.Length), rows = (panels.Length + columns - 1) / columns;
        var svg = new Svg(columns * PanelWidth, rows * PanelHeight);
        for (int i = 0; i < panels.Length; i++)
        {
            svg.Group($"transform=\"translate({i % columns * PanelWidth} {i / columns * PanelHeight})\"")
                .Raw(ChartPicture.Drawn(panels[i]).Body).End();
        }
        string description =
            $"Training of '{history.ModelName}' over {history.Epochs.Count} {(history.Epochs.Count == 1 ? "epoch" : "epochs")}. " +
            string.Join(" ", panels.Select(p => p.ToString()));
        return new Picture(svg.ToString($"Training of '{history.ModelName}'", description), description);
    }

    /// <summary>One measure over the epochs, with its validation where there is one, as a chart.</summary>
    /// <param name="history">What Fit returned.</param>
    /// <param name="name">The measure, for example <c>loss</c> or <c>accuracy</c>.</param>
    /// <exception cref="InvalidOperationException">No epoch was finished.</exception>
    /// <exception cref="KeyNotFoundException">There is no such measure.</exception>
    public static Chart Plot(this History history, string name)
    {
        if (history.Epochs.Count == 0)
            throw new InvalidOperationException($"The history of '{history.ModelName}' has nothing to plot: no epoch was finished.");
        var traces = new List<ChartTrace> { new Scatter { x = history.Epochs, y = history[name], name = "training" } };
        if (history.Contains("val_" + name))
            traces.Add(new Scatter { x = history.Epochs, y = history["val_" + name], name = "validation", Dashed = true });
        return Chart.Plot(traces).WithTitle(name).WithXTitle("epoch").WithLegend();
    }

    /// <summary>What a notebook shows of a history: its curves, or, before any epoch, that there are none.</summary>
    internal static string SvgOf(History history) => history.Epochs.Count > 0
        ? history.Plot().ToSvg()
        : new Svg(640, 44).Text(14, 27, history.ToString()).ToString($"Training of '{history.ModelName}'", history.ToString());

    private static IEnumerable<string> Measures(History history) => history.Names.Count == 0
        ? ["loss"]
        : history.Names.Where(n => !n.StartsWith("val_", StringComparison.Ordinal));
}
