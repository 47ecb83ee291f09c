namespace NotebookKit;

/// <summary>
/// Shows how training comes along. <see cref="Model.Fit"/> has <see cref="TrainingReporter.Current"/> make one for each call,
/// unless it is given others, and tells them what happens, on its own thread, in this order: begin, batches and epochs in turn,
/// end. A reporter that is slow slows training down, so draw seldom: see <see cref="TrainingProgress.Elapsed"/>.
/// </summary>
public interface ITrainingReporter
{
    /// <summary>Training begins.</summary>
    /// <param name="plan">What it will do.</param>
    void OnTrainBegin(TrainingPlan plan);

    /// <summary>A batch has been learned from.</summary>
    /// <param name="progress">Where training stands. The object is reused: read it before returning.</param>
    void OnBatchEnd(TrainingProgress progress);

    /// <summary>An epoch has ended, validation included.</summary>
    /// <param name="progress">Where training stands; its logs hold the validation values too.</param>
    void OnEpochEnd(TrainingProgress progress);

    /// <summary>Training has ended: all epochs are done, or a callback or the cancellation token stopped it.</summary>
    /// <param name="history">The values of every epoch.</param>
    void OnTrainEnd(History history);

    /// <summary>Training has ended with an error, which <see cref="Model.Fit"/> throws afterwards.</summary>
    /// <param name="error">The error.</param>
    void OnTrainError(Exception error);
}
