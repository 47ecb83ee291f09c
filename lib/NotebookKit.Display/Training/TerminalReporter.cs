using NotebookKit.Display.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NotebookKit.Display;

/// <summary>
/// Shows training in a terminal: a bar, the values, and each measure's course as a line of blocks. The terminal is redrawn on a
/// thread of its own, so that training never waits for it.
/// </summary>
/// <param name="console">The terminal; it must be able to redraw.</param>
public sealed class TerminalReporter(IAnsiConsole console) : ITrainingReporter
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);

    private readonly List<TrainingState> _epochs = [];
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _ended = new();
    private IRenderable _picture = new Text("");
    private Thread? _drawing;
    private TimeSpan _drawn;

    /// <inheritdoc/>
    public void OnTrainBegin(TrainingPlan plan)
    {
        Show(new TrainingState(plan, plan.InitialEpoch + 1, 0, [], TimeSpan.Zero));
        _drawing = new Thread(Draw) { IsBackground = true, Name = "training progress" };
        _drawing.Start();
    }

    /// <inheritdoc/>
    public void OnBatchEnd(TrainingProgress progress)
    {
        if (progress.Elapsed - _drawn >= Interval)
            Show(TrainingState.Of(progress));
    }

    /// <inheritdoc/>
    public void OnEpochEnd(TrainingProgress progress)
    {
        var state = TrainingState.Of(progress);
        _epochs.Add(state);
        Show(state);
    }

    /// <inheritdoc/>
    public void OnTrainEnd(History history) => End(history.Interruption?.ToString());

    /// <inheritdoc/>
    public void OnTrainError(Exception error) => End("Training stopped: " + error.Message);

    private void End(string? sentence)
    {
        _ended.Set();
        _drawing?.Join();
        if (sentence is not null)
            console.WriteLine(sentence);
    }

    private void Show(TrainingState state)
    {
        _drawn = state.Elapsed;
        IRenderable picture = Picture(state, _epochs);
        lock (_gate)
            _picture = picture;
    }

    private void Draw() => console.Live(Current()).Start(context =>
    {
        bool last;
        do
        {
            last = _ended.Wait(Interval);
            context.UpdateTarget(Current());
            context.Refresh();
        }
        while (!last);
    });

    private IRenderable Current()
    {
        lock (_gate)
            return _picture;
    }

    /// <summary>What the terminal shows at one moment.</summary>
    internal static IRenderable Picture(TrainingState state, IReadOnlyList<TrainingState> epochs)
    {
        const int width = 40;
        int filled = (int)Math.Round(state.Share * width);
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap());
        foreach ((string name, float value) in state.Values)
        {
            float[] course = [.. epochs.Select(e => e.Values.FirstOrDefault(v => v.Name == name).Value)];
            grid.AddRow(new Text(name), new Text(TrainingState.Value(value)), new Text(Blocks(course), new Style(Color.Blue)));
        }
        return new Rows(
            new Markup($"[bold]{Markup.Escape(state.Plan.ModelName)}[/]  {Markup.Escape(state.Where)}"),
            new Markup($"[blue]{new string('━', filled)}[/][grey]{new string('━', width - filled)}[/]  {Markup.Escape(state.Speed)}"),
            grid);
    }

    /// <summary>A course of values as blocks of eight heights, the last sixty of them.</summary>
    internal static string Blocks(IReadOnlyList<float> values)
    {
        float[] shown = [.. values.TakeLast(60)];
        float[] finite = [.. shown.Where(float.IsFinite)];
        if (finite.Length == 0)
            return "";
        float low = finite.Min(), span = finite.Max() - low;
        return string.Concat(shown.Select(v => !float.IsFinite(v) ? ' ' : span == 0 ? '▄' : "▁▂▃▄▅▆▇█"[Math.Clamp((int)((v - low) / span * 8), 0, 7)]));
    }
}
