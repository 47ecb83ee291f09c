using NotebookKit.Layers;

namespace NotebookKit;

/// <summary>One batch through a model: forward, loss and metrics; in training also backward and the update of the weights.</summary>
internal sealed class TrainingStep : ITrainingStep
{
    private readonly Model model;
    private readonly TrainingSetup setup;
    private readonly Weight[] weights, frozen, moving;
    private readonly RNN[] stateful;
    private readonly int outputs;

    public TrainingStep(Model model, TrainingSetup setup)
    {
        this.model = model;
        this.setup = setup;
        weights = [.. model.TrainableWeights];
        frozen = [.. model.Weights.Except(weights)];
        moving = [.. frozen.Where(w => !w.Trainable)];
        stateful = [.. CarriedStates.LayersOf(model)];
        outputs = model.OutputTensors.Count;
        // A gradient that the reader computed before is not part of the first step.
        foreach (Weight weight in model.Weights)
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
        if (weights.Length == 0)
            throw NothingToLearn(model);
        CarriedStates? before = stateful.Length == 0 ? null : new CarriedStates(stateful);
        // Moving averages are renewed by the forward pass itself.
        Tensor[] averages = Array.ConvertAll(moving, w => w.Value.Clone());
        Tensor loss = Forward(batch, means, training: true);
        if (!float.IsFinite(loss.Item()))
        {
            // Both this batch and the search would otherwise leave states behind that no later batch recovers from.
            before?.Restore();
            NonFiniteLossException error = NonFiniteSearch.Explain(model, setup, batch, loss.Item(), where);
            before?.Restore();
            for (int i = 0; i < moving.Length; i++)
                averages[i].Values.CopyTo(moving[i].Value.Data);
            throw error;
        }
        loss.Backward();
        setup.Optimizer.Step(weights);
        foreach (Weight weight in weights)
            weight.Value.RecycleGrad();
        foreach (Weight weight in frozen)
            weight.Value.RecycleGrad();
    }

    /// <summary>Computes a batch and adds its values to the means.</summary>
    /// <returns>The total loss.</returns>
    private Tensor Forward(in Batch batch, RunningMeans means, bool training)
    {
        Tensor[] x = batch.X;
        var (predictions, penalty) = Penalties.Collect(() => model.Run(x, [], training));
        Tensor? total = null;
        for (int i = 0; i < outputs; i++)
        {
            Tensor loss = setup.LossOf(i).Compute(batch.Y[i], predictions[i], batch.SampleWeight);
            if (outputs > 1)
                means.Add(1 + i, (double)loss.Item() * batch.Count, batch.Count);
            float weight = setup.LossWeightOf(i);
            if (weight != 1)
                loss *= weight;
            total = total is null ? loss : total + loss;
        }
        if (penalty is not null)
            total = total! + penalty;
        means.Add(0, (double)total!.Item() * batch.Count, batch.Count);
        AddMetrics(setup, batch, predictions, means);
        return total;
    }

    /// <summary>Measures a batch's predictions and adds that to the means, after the losses.</summary>
    internal static void AddMetrics(TrainingSetup setup, in Batch batch, IReadOnlyList<Tensor> predictions, RunningMeans means)
    {
        int outputs = predictions.Count, at = outputs > 1 ? 1 + outputs : 1;
        for (int i = 0; i < outputs; i++)
            foreach (Metric metric in setup.Metrics)
            {
                var (sum, count) = metric.Measure(batch.Y[i], predictions[i], predictions[i].Mask);
                means.Add(at++, sum, count);
            }
    }

    /// <summary>The error for a model that is wholly frozen or has no weights.</summary>
    internal static InvalidOperationException NothingToLearn(Model model) =>
        new($"{model.Kind} '{model.Name}' has no weights that training could change. Set Trainable to true on at least one layer with weights.");
}
