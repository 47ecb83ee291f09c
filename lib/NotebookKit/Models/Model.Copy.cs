namespace NotebookKit;

/// <content>A second model like the first.</content>
public partial class Model
{
    /// <summary>
    /// An independent model of the same architecture, names, weights and states. If this one is compiled, so is the copy, with
    /// the same losses and metrics and an optimizer of the same settings that starts afresh.
    /// </summary>
    /// <exception cref="InvalidOperationException">The weights do not exist yet, or a layer holds code of your own, which cannot be
    /// copied.</exception>
    public Model Copy()
    {
        Model copy = ArchitectureReader.Read($"the copy of '{Name}'", ArchitectureWriter.Write(this));
        copy.SetWeights([.. Weights.Select(w => w.Value)]);
        foreach ((Layers.RNN? from, Layers.RNN? to) in CarriedStates.LayersOf(this).Zip(CarriedStates.LayersOf(copy)))
            to.Carried = from.Carried is { } states ? [.. states.Select(s => s.Clone())] : null;
        if (_setup is not null)
            copy._setup = new TrainingSetup(_setup.Optimizer.Copy(), _setup.Losses, _setup.LossWeights, _setup.Metrics);
        return copy;
    }
}
