using System.Diagnostics;

namespace NotebookKit;

/// <summary>The loop over epochs and batches behind <see cref="Model.Fit"/>.</summary>
internal sealed class FitLoop
{
    private readonly Model _model;
    private readonly TrainingSetup _setup;
    private readonly ITrainingStep _step;
    private readonly BatchSource _source;
    private readonly EvaluationLoop? _validation;
    private readonly Callback[] _callbacks;
    private readonly ITrainingReporter[] _reporters;
    private readonly RandomStream? _shuffling;
    private readonly RunningMeans _means;
    private readonly TrainingPlan _plan;

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
        (_model, _setup, _step, _source, _plan) = (model, setup, step, source, plan);
        (_callbacks, _reporters, _shuffling) = (callbacks, reporters, shuffling);
        _means = new RunningMeans(step.Names);
        _validation = validationSource is null ? null : new EvaluationLoop(step, validationSource, callbacks);
        foreach (Callback callback in callbacks)
            callback.Model = model;
    }

    public History Run(CancellationToken cancellationToken)
    {
        var history = new History(_model.Name);
        var progress = new TrainingProgress(_plan, _means.Logs);
        long start = Stopwatch.GetTimestamp();
        _model.StopTraining = false;
        Tell(r => r.OnTrainBegin(_plan));
        try
        {
            foreach (Callback callback in _callbacks)
                callback.OnTrainBegin();
            for (int epoch = _plan.InitialEpoch; epoch < _plan.Epochs && history.Interruption is null && !_model.StopTraining; epoch++)
                RunEpoch(epoch, history, progress, cancellationToken);
            history.Duration = Stopwatch.GetElapsedTime(start);
            foreach (Callback callback in _callbacks)
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
        _means.Reset();
        progress.BeginEpoch(epoch + 1, _means.Logs);
        if (_shuffling is not null)
            _source.Shuffle(_shuffling);
        foreach (Callback callback in _callbacks)
            callback.OnEpochBegin(epoch);
        for (int batch = 0; batch < _source.Batches && !_model.StopTraining; batch++)
        {
            if (Interrupted(epoch, batch))
                return;
            foreach (Callback callback in _callbacks)
                callback.OnTrainBatchBegin(batch);
            progress.LearningRate = _setup.Optimizer.LearningRate;
            using (BufferPool.Begin())
                _step.Train(_source.Get(batch), _means, new TrainingPosition(epoch + 1, batch + 1, _source.Batches));
            progress.Batch = batch + 1;
            foreach (Callback callback in _callbacks)
                callback.OnTrainBatchEnd(batch, _means.Logs);
            foreach (ITrainingReporter reporter in _reporters)
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
        foreach (Callback callback in _callbacks)
            callback.OnEpochEnd(epoch, logs);
        foreach (ITrainingReporter reporter in _reporters)
            reporter.OnEpochEnd(progress);

        bool Interrupted(int inEpoch, int afterBatch)
        {
            if (!cancellationToken.IsCancellationRequested)
                return false;
            history.Interruption = new TrainingInterruption(inEpoch + 1, afterBatch, _source.Batches, _means.Logs.Copy());
            return true;
        }
    }

    private void Tell(Action<ITrainingReporter> what)
    {
        foreach (ITrainingReporter reporter in _reporters)
            what(reporter);
    }
}
