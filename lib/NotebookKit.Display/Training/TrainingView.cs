using NotebookKit.Display.Training;

namespace NotebookKit.Display;

/// <summary>Training under way, as a notebook shows it until it is replaced by the next state, and in the end by the history.</summary>
public sealed class TrainingView
{
    private readonly TrainingState _state;
    private readonly string _curves;

    internal TrainingView(TrainingState state, string curves) => (_state, _curves) = (state, curves);

    /// <summary>The same as one line of text.</summary>
    public override string ToString() => string.Join(" · ", new[] { _state.Where, _state.Measures, _state.Speed }.Where(s => s.Length > 0));

    internal string ToHtml() => _state.ToHtml(_curves);
}
