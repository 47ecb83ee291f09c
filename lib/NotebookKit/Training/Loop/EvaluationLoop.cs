namespace NotebookKit;

/// <summary>Measures a model on data, batch by batch, without learning.</summary>
internal sealed class EvaluationLoop(ITrainingStep step, BatchSource source, Callback[] callbacks)
{
    private readonly RunningMeans _means = new(step.Names);

    /// <summary>Runs over all batches.</summary>
    /// <returns>The means; null where the token stopped it.</returns>
    public Logs? Run(CancellationToken cancellationToken)
    {
        _means.Reset();
        Array.ForEach(callbacks, callback => callback.OnTestBegin());
        for (int i = 0; i < source.Batches; i++)
        {
            if (cancellationToken.IsCancellationRequested)
                return null;
            foreach (Callback callback in callbacks)
                callback.OnTestBatchBegin(i);
            using (BufferPool.Begin())
            using (new NoGrad())
                step.Test(source.Get(i), _means);
            foreach (Callback callback in callbacks)
                callback.OnTestBatchEnd(i, _means.Logs);
        }
        Logs logs = _means.Logs.Copy();
        Array.ForEach(callbacks, callback => callback.OnTestEnd(logs));
        return logs;
    }
}
