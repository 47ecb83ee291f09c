namespace NotebookKit;

/// <summary>Where training stands, for errors.</summary>
/// <param name="Epoch">The epoch, counted from 1; 0 for a single batch outside Fit.</param>
/// <param name="Batch">The batch, counted from 1.</param>
/// <param name="Batches">How many batches the epoch has.</param>
internal readonly record struct TrainingPosition(int Epoch, int Batch, int Batches)
{
    /// <summary>A batch given to TrainOnBatch.</summary>
    public static readonly TrainingPosition SingleBatch = new(0, 1, 1);

    public override string ToString() => Epoch == 0 ? "TrainOnBatch" : $"epoch {Epoch}, batch {Batch} of {Batches}";
}
