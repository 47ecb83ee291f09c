using NotebookKit.Display.Training;

namespace NotebookKit.Display;

/// <summary>
/// Shows training in a notebook's output: one output that is replaced as training comes along, and that holds the training
/// curves, without any times, in the end. So a saved notebook is the same whenever it ran.
/// </summary>
/// <param name="display">Shows a value and returns what replaces it.</param>
public sealed class NotebookReporter(Func<object, Action<object>> display) : ITrainingReporter
{
    /// <summary>A notebook draws at most this often: more would cost training time and show nothing more.</summary>
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(400);

    private readonly List<TrainingState> _epochs = [];
    private Action<object>? _replace;
    private TimeSpan _drawn;
    private TrainingPlan? _plan;

    /// <inheritdoc/>
    public void OnTrainBegin(TrainingPlan plan)
    {
        _plan = plan;
        Show(new TrainingState(plan, plan.InitialEpoch + 1, 0, [], TimeSpan.Zero));
    }

    /// <inheritdoc/>
    public void OnBatchEnd(TrainingProgress progress)
    {
        if (progress.Elapsed - _drawn >= s_interval)
            Show(TrainingState.Of(progress));
    }

    /// <inheritdoc/>
    public void OnEpochEnd(TrainingProgress progress)
    {
        var state = TrainingState.Of(progress);
        _epochs.Add(state);
        if (progress.Elapsed - _drawn >= s_interval)
            Show(state);
    }

    /// <inheritdoc/>
    public void OnTrainEnd(History history) => _replace?.Invoke(history);

    /// <inheritdoc/>
    public void OnTrainError(Exception error) =>
        _replace?.Invoke($"Training '{_plan?.ModelName}' stopped after {_epochs.Count} of {_plan?.Epochs} epochs.");

    private void Show(TrainingState state)
    {
        _drawn = state.Elapsed;
        var view = new TrainingView(state, _epochs.Count == 0 ? "" : Curves());
        if (_replace is null)
            _replace = display(view);
        else
            _replace(view);
    }

    private string Curves()
    {
        string[] names = [.. _epochs[0].Values.Select(v => v.Name).Where(n => n.EndsWith("loss", StringComparison.Ordinal))];
        return Chart.Plot(names.Select(name => new Scatter
        {
            x = _epochs.Select(e => e.Epoch),
            y = _epochs.Select(e => e.Values.First(v => v.Name == name).Value),
            name = name,
            Dashed = name.StartsWith("val_", StringComparison.Ordinal),
        })).WithXTitle("epoch").WithLayoutRange(1, Math.Max(2, _plan!.Epochs)).WithSize(640, 220).ToSvg();
    }
}
