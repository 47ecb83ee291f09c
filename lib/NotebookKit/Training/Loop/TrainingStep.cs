using NotebookKit.Layers;

namespace NotebookKit;

/// <summary>One batch through a model: forward, loss and metrics; in training also backward and the update of the weights.</summary>
internal sealed class TrainingStep : ITrainingStep
{
    private readonly Model _model;
    private readonly TrainingSetup _setup;
    private readonly Weight[] _all, _weights, _moving;
    private readonly RNN[] _stateful;
    private readonly int _outputs;

    public TrainingStep(Model model, TrainingSetup setup)
    {
        _model = model;
        _setup = setup;
        _all = [.. model.Weights];
        _weights = [.. model.TrainableWeights];
        _moving = [.. _all.Except(_weights).Where(w => !w.Trainable)];
        _stateful = [.. CarriedStates.LayersOf(model)];
        _outputs = model.Outputs.Count;
        // A gradient that the reader computed before is not part of the first step.
        foreach (Weight weight in _all)
            weight.Value.ZeroGrad();
        Names = setup.Names(model);
    }

    /// <inheritdoc/>
    public string[] Names { get; }

    /// <inheritdoc/>
    public void Test(in Batch batch, RunningMeans means) => Forward(batch, means, training: false);

    /// <inheritdoc/>
    public void Train(in Batch batch, RunningMeans means, in TrainingPosition where)
    {
        if (_weights.Length == 0)
            throw NothingToLearn(_model);
        CarriedStates? before = _stateful.Length == 0 ? null : new CarriedStates(_stateful);
        // Moving averages are renewed by the forward pass itself.
        Tensor[] averages = Array.ConvertAll(_moving, w => w.Value.Clone());
        Tensor loss = Forward(batch, means, training: true);
        if (!float.IsFinite(loss.Item()))
        {
            // Both this batch and the search would otherwise leave states behind that no later batch recovers from.
            before?.Restore();
            NonFiniteLossException error = NonFiniteSearch.Explain(_model, _setup, batch, loss.Item(), where);
            before?.Restore();
            for (int i = 0; i < _moving.Length; i++)
                averages[i].Values.CopyTo(_moving[i].Value.Data);
            throw error;
        }
        loss.Backward();
        _setup.Optimizer.Step(_weights);
        foreach (Weight weight in _all)
            weight.Value.RecycleGrad();
    }

    /// <summary>Computes a batch and adds its values to the means.</summary>
    /// <returns>The total loss.</returns>
    private Tensor Forward(in Batch batch, RunningMeans means, bool training)
    {
        Tensor[] x = batch.X;
        (Tensor[]? predictions, Tensor? penalty) = Penalties.Collect(() => _model.Run(x, [], training));
        Tensor? total = null;
        for (int i = 0; i < _outputs; i++)
        {
            Tensor loss = _setup.LossOf(i).Compute(batch.Y[i], predictions[i], batch.SampleWeight);
            if (_outputs > 1)
                means.Add(1 + i, (double)loss.Item() * batch.Count, batch.Count);
            float weight = _setup.LossWeightOf(i);
            if (weight != 1)
                loss *= weight;
            total = total is null ? loss : total + loss;
        }
        if (penalty is not null)
            total = total! + penalty;
        means.Add(0, (double)total!.Item() * batch.Count, batch.Count);
        AddMetrics(_setup, batch, predictions, means);
        return total;
    }

    /// <summary>Measures a batch's predictions and adds that to the means, after the losses.</summary>
    internal static void AddMetrics(TrainingSetup setup, in Batch batch, TensorList predictions, RunningMeans means)
    {
        int outputs = predictions.Count, at = outputs > 1 ? 1 + outputs : 1;
        for (int i = 0; i < outputs; i++)
        {
            foreach (Metric metric in setup.Metrics)
            {
                (double sum, double count) = metric.Measure(batch.Y[i], predictions[i], predictions[i].Mask);
                means.Add(at++, sum, count);
            }
        }
    }

    /// <summary>The error for a model that is wholly frozen or has no weights.</summary>
    internal static InvalidOperationException NothingToLearn(Model model) =>
        new(
            $"{model.Kind} '{model.Name}' has no weights that training could change. Set Trainable to true on at least one layer "
            + "with weights.");
}
