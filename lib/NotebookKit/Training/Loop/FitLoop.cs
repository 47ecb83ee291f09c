using System.Diagnostics;

namespace NotebookKit;

/// <summary>The loop over epochs and batches behind <see cref="Model.Fit"/>.</summary>
internal sealed class FitLoop
{
    private readonly Model model;
    private readonly TrainingSetup setup;
    private readonly ITrainingStep step;
    private readonly BatchSource source;
    private readonly EvaluationLoop? validation;
    private readonly Callback[] callbacks;
    private readonly ITrainingReporter[] reporters;
    private readonly RandomStream? shuffling;
    private readonly RunningMeans means;
    private readonly TrainingPlan plan;

    /// <param name="model">The model, built.</param>
    /// <param name="setup">How it learns.</param>
    /// <param name="step">What computes a batch.</param>
    /// <param name="source">What it learns from.</param>
    /// <param name="validationSource">What it is validated on after each epoch.</param>
    /// <param name="plan">The number of epochs and what else reporters learn at the start.</param>
    /// <param name="callbacks">What acts at the moments of training.</param>
    /// <param name="reporters">What shows progress.</param>
    /// <param name="shuffling">Where the order of the samples comes from; null to keep it.</param>
    public FitLoop(
        Model model, TrainingSetup setup, ITrainingStep step, BatchSource source, BatchSource? validationSource, TrainingPlan plan,
        Callback[] callbacks, ITrainingReporter[] reporters, RandomStream? shuffling)
    {
        (this.model, this.setup, this.step, this.source, this.plan) = (model, setup, step, source, plan);
        (this.callbacks, this.reporters, this.shuffling) = (callbacks, reporters, shuffling);
        means = new RunningMeans(step.Names);
        validation = validationSource is null ? null : new EvaluationLoop(step, validationSource, callbacks);
        foreach (Callback callback in callbacks)
            callback.Model = model;
    }

    public History Run(CancellationToken cancellationToken)
    {
        var history = new History(model.Name);
        var progress = new TrainingProgress(plan, means.Logs);
        long start = Stopwatch.GetTimestamp();
        model.StopTraining = false;
        Tell(r => r.OnTrainBegin(plan));
        try
        {
            foreach (Callback callback in callbacks)
                callback.OnTrainBegin();
            for (int epoch = plan.InitialEpoch; epoch < plan.Epochs && history.Interruption is null && !model.StopTraining; epoch++)
                RunEpoch(epoch, history, progress, cancellationToken);
            history.Duration = Stopwatch.GetElapsedTime(start);
            foreach (Callback callback in callbacks)
                callback.OnTrainEnd();
        }
        catch (Exception error)
        {
            Tell(r => r.OnTrainError(error));
            throw;
        }
        Tell(r => r.OnTrainEnd(history));
        return history;
    }

    private void RunEpoch(int epoch, History history, TrainingProgress progress, CancellationToken cancellationToken)
    {
        means.Reset();
        progress.BeginEpoch(epoch + 1, means.Logs);
        if (shuffling is not null)
            source.Shuffle(shuffling);
        foreach (Callback callback in callbacks)
            callback.OnEpochBegin(epoch);
        for (int batch = 0; batch < source.Batches && !model.StopTraining; batch++)
        {
            if (Interrupted(epoch, batch))
                return;
            foreach (Callback callback in callbacks)
                callback.OnTrainBatchBegin(batch);
            progress.LearningRate = setup.Optimizer.LearningRate;
            using (BufferPool.Begin())
                step.Train(source.Get(batch), means, new TrainingPosition(epoch + 1, batch + 1, source.Batches));
            progress.Batch = batch + 1;
            foreach (Callback callback in callbacks)
                callback.OnTrainBatchEnd(batch, means.Logs);
            foreach (ITrainingReporter reporter in reporters)
                reporter.OnBatchEnd(progress);
        }
        if (Interrupted(epoch, progress.Batch))
            return;
        Logs logs = means.Logs.Copy();
        if (validation is not null)
        {
            if (validation.Run(cancellationToken) is not { } validated)
            {
                Interrupted(epoch, progress.Batch);
                return;
            }
            logs = logs.WithValidation(validated);
        }
        history.Add(epoch + 1, logs, progress.LearningRate);
        progress.Logs = logs;
        foreach (Callback callback in callbacks)
            callback.OnEpochEnd(epoch, logs);
        foreach (ITrainingReporter reporter in reporters)
            reporter.OnEpochEnd(progress);

        bool Interrupted(int inEpoch, int afterBatch)
        {
            if (!cancellationToken.IsCancellationRequested)
                return false;
            history.Interruption = new TrainingInterruption(inEpoch + 1, afterBatch, source.Batches, means.Logs.Copy());
            return true;
        }
    }

    private void Tell(Action<ITrainingReporter> what)
    {
        foreach (ITrainingReporter reporter in reporters)
            what(reporter);
    }
}
