namespace NotebookKit;

/// <summary>One batch through a model whose steps another engine computes.</summary>
internal sealed class EngineStep(Model model, TrainingSetup setup, TrainingEngine engine) : ITrainingStep
{
    public string[] Names { get; } = setup.Names(model);

    public void Train(in Batch batch, RunningMeans means, in TrainingPosition where)
    {
        if (!model.TrainableWeights.Any())
            throw TrainingStep.NothingToLearn(model);
        HostInterrupt.Check();
        EngineResult result = engine.Train(batch.X, batch.Y, batch.SampleWeight);
        float total = Add(batch, result, means);
        if (!float.IsFinite(total))
        {
            engine.UpdateModel();
            // The search runs the model, and must leave no states of the faulty batch behind in it.
            var before = new CarriedStates([.. CarriedStates.LayersOf(model)]);
            NonFiniteLossException error = NonFiniteSearch.Explain(model, setup, batch, total, where);
            before.Restore();
            throw error;
        }
        setup.Optimizer.CountUpdate();
    }

    public void Test(in Batch batch, RunningMeans means)
    {
        HostInterrupt.Check();
        Add(batch, engine.Test(batch.X, batch.Y, batch.SampleWeight), means);
    }

    private float Add(in Batch batch, EngineResult result, RunningMeans means)
    {
        int outputs = model.Outputs.Count;
        if (result.Predictions.Count != outputs || result.Losses.Count != outputs)
        {
            throw new InvalidOperationException(
                $"{engine.GetType().Name} returned {result.Predictions.Count} predictions and {result.Losses.Count} losses; {model.Kind} "
                + $"'{model.Name}' has {outputs} output{(outputs == 1 ? "" : "s")}.");
        }

        float total = result.Penalty;
        for (int i = 0; i < outputs; i++)
        {
            if (outputs > 1)
                means.Add(1 + i, (double)result.Losses[i] * batch.Count, batch.Count);
            total += setup.LossWeightOf(i) * result.Losses[i];
        }
        means.Add(0, (double)total * batch.Count, batch.Count);
        if (setup.Metrics.Length > 0)
            TrainingStep.AddMetrics(setup, batch, result.Predictions, means);
        return total;
    }
}
