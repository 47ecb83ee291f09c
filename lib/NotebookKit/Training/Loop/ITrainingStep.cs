namespace NotebookKit;

/// <summary>One batch through a model, by the kit's own engine or another.</summary>
internal interface ITrainingStep
{
    /// <summary>The names of the values measured.</summary>
    string[] Names { get; }

    /// <summary>Learns from a batch and adds its values to the means. Call in a <see cref="BufferPool.Scope"/>.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="means">What its loss and metrics are added to.</param>
    /// <param name="where">Says for an error where training stands, for example <c>epoch 3, batch 17</c>.</param>
    /// <exception cref="NonFiniteLossException">The loss is NaN or infinite; the weights and the states of stateful layers are as
    /// before.</exception>
    void Train(in Batch batch, RunningMeans means, in TrainingPosition where);

    /// <summary>Computes a batch as in use rather than training, and adds its values to the means.</summary>
    void Test(in Batch batch, RunningMeans means);
}
