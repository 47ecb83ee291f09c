using System.Diagnostics;

namespace NotebookKit;

/// <summary>The loop over epochs and batches behind <see cref="Model.Fit"/>.</summary>
/// <param name="model">The model, built.</param>
/// <param name="setup">How it learns.</param>
/// <param name="step">What computes a batch.</param>
/// <param name="source">What it learns from.</param>
/// <param name="validationSource">What it is validated on after each epoch.</param>
/// <param name="plan">The number of epochs and what else reporters learn at the start.</param>
/// <param name="callbacks">What acts at the moments of training.</param>
/// <param name="reporters">What shows progress.</param>
/// <param name="shuffling">Where the order of the samples comes from; null to keep it.</param>
internal sealed class FitLoop(
    Model model, TrainingSetup setup, ITrainingStep step, BatchSource source, BatchSource? validationSource, TrainingPlan plan,
    Callback[] callbacks, ITrainingReporter[] reporters, RandomStream? shuffling)
{
    private readonly EvaluationLoop? _validation =
        validationSource is null ? null : new EvaluationLoop(step, validationSource, callbacks);

    private readonly RunningMeans _means = new(step.Names);

    public History Run(CancellationToken cancellationToken)
    {
        var history = new History(model.Name);
        var progress = new TrainingProgress(plan, _means.Logs);
        long start = Stopwatch.GetTimestamp();
        model.StopTraining = false;
        Array.ForEach(callbacks, callback => callback.Model = model);
        Array.ForEach(reporters, reporter => reporter.OnTrainBegin(plan));
        try
        {
            Array.ForEach(callbacks, callback => callback.OnTrainBegin());
            for (int epoch = plan.InitialEpoch; epoch < plan.Epochs && history.Interruption is null && !model.StopTraining; epoch++)
                RunEpoch(epoch, history, progress, cancellationToken);
            history.Duration = Stopwatch.GetElapsedTime(start);
            Array.ForEach(callbacks, callback => callback.OnTrainEnd());
        }
        catch (Exception error)
        {
            Array.ForEach(reporters, reporter => reporter.OnTrainError(error));
            throw;
        }
        Array.ForEach(reporters, reporter => reporter.OnTrainEnd(history));
        return history;
    }

    private void RunEpoch(int epoch, History history, TrainingProgress progress, CancellationToken cancellationToken)
    {
        _means.Reset();
        progress.BeginEpoch(epoch + 1, _means.Logs);
        if (shuffling is not null)
            source.Shuffle(shuffling);
        Array.ForEach(callbacks, callback => callback.OnEpochBegin(epoch));
        for (int batch = 0; batch < source.Batches && !model.StopTraining; batch++)
        {
            if (Interrupted(epoch, batch))
                return;
            foreach (Callback callback in callbacks)
                callback.OnTrainBatchBegin(batch);
            progress.LearningRate = setup.Optimizer.LearningRate;
            using (BufferPool.Begin())
                step.Train(source.Get(batch), _means, new TrainingPosition(epoch + 1, batch + 1, source.Batches));
            progress.Batch = batch + 1;
            foreach (Callback callback in callbacks)
                callback.OnTrainBatchEnd(batch, _means.Logs);
            foreach (ITrainingReporter reporter in reporters)
                reporter.OnBatchEnd(progress);
        }
        if (Interrupted(epoch, progress.Batch))
            return;
        Logs logs = _means.Logs.Copy();
        if (_validation is not null)
        {
            if (_validation.Run(cancellationToken) is not { } validated)
            {
                Interrupted(epoch, progress.Batch);
                return;
            }
            logs = logs.WithValidation(validated);
        }
        history.Add(epoch + 1, logs, progress.LearningRate);
        progress.Logs = logs;
        Array.ForEach(callbacks, callback => callback.OnEpochEnd(epoch, logs));
        Array.ForEach(reporters, reporter => reporter.OnEpochEnd(progress));

        bool Interrupted(int inEpoch, int afterBatch)
        {
            if (!cancellationToken.IsCancellationRequested)
                return false;
            history.Interruption = new TrainingInterruption(inEpoch + 1, afterBatch, source.Batches, _means.Logs.Copy());
            return true;
        }
    }
}
