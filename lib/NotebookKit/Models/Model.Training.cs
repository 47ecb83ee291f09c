namespace NotebookKit;

/// <content>Learning: Keras's compile, fit, evaluate and train_on_batch.</content>
public partial class Model
{
    private TrainingSetup? _setup;

    /// <summary>Set by a callback to end training after the batch under way, as Keras's <c>stop_training</c>.</summary>
    public bool StopTraining { get; set; }

    /// <summary>What changes the weights.</summary>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public Optimizer Optimizer => Setup.Optimizer;

    /// <summary>Whether <see cref="Compile(Optimizer, Loss, Metric[])"/> has settled how the model learns.</summary>
    public bool IsCompiled => _setup is not null;

    /// <summary>
    /// The losses: one for each output, or a single one for all. The standard ones are those of <see cref="Losses"/>, the same objects.
    /// </summary>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public IReadOnlyList<Loss> CompiledLosses => Setup.Losses;

    /// <summary>How much each loss counts in the total; null where each counts 1.</summary>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public IReadOnlyList<float>? CompiledLossWeights => Setup.LossWeights;

    /// <summary>The metrics shown beside the loss.</summary>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public IReadOnlyList<Metric> CompiledMetrics => Setup.Metrics;

    /// <summary>The weights that training changes: those of the layers that are not frozen, in models inside the model too.</summary>
    public override IEnumerable<Weight> TrainableWeights => Trainable ? Layers.SelectMany(l => l.TrainableWeights).Distinct() : [];

    private TrainingSetup Setup => _setup ?? throw new InvalidOperationException(
        $"{Kind} '{Name}' is not compiled. Call Compile first, for example Compile(new Adam(0.001f), Losses.CategoricalCrossentropy, "
        + "Metrics.Accuracy).");

    /// <summary>Settles how the model learns: with one loss for its output, or for each of its outputs.</summary>
    /// <param name="optimizer">What changes the weights.</param>
    /// <param name="loss">What is made small; the sum over the outputs where there are several.</param>
    /// <param name="metrics">What is shown beside it.</param>
    public void Compile(Optimizer optimizer, Loss loss, params Metric[] metrics) => Compile(optimizer, [loss], null, metrics);

    /// <summary>Settles how a model with several outputs learns, with a loss for each.</summary>
    /// <param name="optimizer">What changes the weights.</param>
    /// <param name="losses">One loss for each output.</param>
    /// <param name="lossWeights">How much each counts in the total; 1 if not given.</param>
    /// <param name="metrics">What is shown for each output.</param>
    /// <exception cref="ArgumentException">The numbers of losses and weights differ.</exception>
    public void Compile(Optimizer optimizer, Loss[] losses, float[]? lossWeights = null, Metric[]? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        if (losses.Length == 0)
            throw new ArgumentException($"{Kind} '{Name}' expects at least one loss.", nameof(losses));
        if (lossWeights is not null && lossWeights.Length != losses.Length)
        {
            throw new ArgumentException(
                $"{Kind} '{Name}' expects a weight for each of the {losses.Length} losses; received {lossWeights.Length}.",
                nameof(lossWeights));
        }

        _setup = new TrainingSetup(optimizer, losses, lossWeights, metrics ?? []);
    }

    /// <summary>Learns from samples for a number of epochs.</summary>
    /// <param name="x">One tensor for each input, batch axis first.</param>
    /// <param name="y">One tensor of targets for each output, batch axis first.</param>
    /// <param name="batchSize">How many samples make one update; the last batch of an epoch has what is left.</param>
    /// <param name="epochs">The number of the last epoch; epochs run from initialEpoch + 1 to it.</param>
    /// <param name="verbose">0 for silence, 1 for a bar, 2 for a line an epoch; by default the bar in a terminal and the lines in a
    /// pipe.</param>
    /// <param name="callbacks">What acts at the moments of training.</param>
    /// <param name="validationSplit">The share of the samples, the last ones, that is kept back to validate on after each epoch.</param>
    /// <param name="validationData">Samples to validate on instead: <c>(xVal, yVal)</c>.</param>
    /// <param name="shuffle">Whether each epoch takes the samples in a new random order.</param>
    /// <param name="sampleWeight">How much each sample (batch,) or element (batch, time) counts in the loss.</param>
    /// <param name="initialEpoch">How many epochs count as done already.</param>
    /// <param name="validationBatchSize">How many samples are validated at a time; batchSize if not given.</param>
    /// <param name="seed">Makes the order of the samples the same every time; without one it comes from <see cref="RandomSeed"/>.</param>
    /// <param name="reporters">What shows progress instead of <see cref="TrainingReporter.Current"/>.</param>
    /// <param name="cancellationToken">Stops training after the batch under way; the history so far is returned and says so.</param>
    /// <param name="engine">What computes the steps in place of the kit's own engine.</param>
    /// <returns>The loss and metrics of every epoch.</returns>
    /// <example>
    /// <code>
    /// var model = new Sequential(new Input(3, 1), new LSTM(8), new Dense(1));
    /// model.Compile(new Adam(0.01f), Losses.MeanSquaredError);
    /// // x: (200, 3, 1), y: (200, 1)
    /// History history = model.Fit(x, y, epochs: 20, batchSize: 32, validationSplit: 0.1);
    /// float last = history["val_loss"][^1];
    /// </code>
    /// </example>
    /// <exception cref="InvalidOperationException">The model is not compiled, has no weights to change, or is in use on another
    /// thread.</exception>
    /// <exception cref="ArgumentException">The data or a setting does not fit; the message says what would.</exception>
    /// <exception cref="NonFiniteLossException">The loss became NaN or infinite.</exception>
    public History Fit(
        TensorList x, TensorList y, int batchSize = 32, int epochs = 1, Verbosity verbose = default,
        IReadOnlyList<Callback>? callbacks = null,
        double validationSplit = 0, TrainingData? validationData = null, bool shuffle = true, Tensor? sampleWeight = null,
        int initialEpoch = 0,
        int? validationBatchSize = null, int? seed = null, IReadOnlyList<ITrainingReporter>? reporters = null,
        CancellationToken cancellationToken = default, TrainingEngine? engine = null)
    {
        TrainingSetup compiled = Setup;
        using var use = LayersInUse.ToTrain(this, nameof(Fit));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        ArgumentOutOfRangeException.ThrowIfNegative(initialEpoch);
        var data = new TrainingData(x, y, sampleWeight);
        int samples = DataCheck.Check(this, data, nameof(x)), kept = samples;
        int testBatchSize = validationBatchSize ?? batchSize;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(testBatchSize, nameof(validationBatchSize));
        BatchSource? validation = null;
        if (validationData is not null)
        {
            validation =
                new BatchSource(validationData, Rows(0, DataCheck.Check(this, validationData, nameof(validationData))), testBatchSize);
        }
        else if (validationSplit != 0)
        {
            kept = SplitAt(samples, validationSplit);
            validation = new BatchSource(data, Rows(kept, samples), testBatchSize);
        }
        StatefulRules.Check(this, kept, batchSize, shuffle, nameof(x));
        if (validation is not null)
            StatefulRules.Check(this, validation.Samples, testBatchSize, shuffle: false, "the validation data");
        var source = new BatchSource(data, Rows(0, kept), batchSize);
        var plan = new TrainingPlan(
            Name, initialEpoch, epochs, source.Batches, batchSize, kept, validation?.Samples ?? 0, compiled.Names(this));
        ITrainingReporter[] shown = verbose == Verbosity.Silent ? [] : [.. reporters ?? [TrainingReporter.Current(verbose)]];
        return new FitLoop(
            this, compiled, StepOf(engine, compiled), source, validation, plan, [.. callbacks ?? []], shown, shuffle
                ? RandomSeed.Stream(seed) : null).Run(cancellationToken);
    }

    /// <summary>Measures the loss and metrics on samples, without learning.</summary>
    /// <param name="x">One tensor for each input, batch axis first.</param>
    /// <param name="y">One tensor of targets for each output, batch axis first.</param>
    /// <param name="batchSize">How many samples are computed at a time.</param>
    /// <param name="sampleWeight">How much each sample (batch,) or element (batch, time) counts in the loss.</param>
    /// <param name="callbacks">What acts at the moments of the evaluation.</param>
    /// <param name="cancellationToken">Stops the evaluation after the batch under way.</param>
    /// <param name="engine">What computes the batches in place of the kit's own engine.</param>
    /// <returns>The means over all samples, by name.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled, or another thread trains it.</exception>
    /// <exception cref="ArgumentException">The data does not fit; the message says what would.</exception>
    /// <exception cref="OperationCanceledException">The token stopped the evaluation.</exception>
    public Logs Evaluate(
        TensorList x, TensorList y, int batchSize = 32, Tensor? sampleWeight = null, IReadOnlyList<Callback>? callbacks = null,
        CancellationToken cancellationToken = default, TrainingEngine? engine = null)
    {
        TrainingSetup compiled = Setup;
        using var use = LayersInUse.ToCompute(this, nameof(Evaluate));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        var data = new TrainingData(x, y, sampleWeight);
        int samples = DataCheck.Check(this, data, nameof(x));
        StatefulRules.Check(this, samples, batchSize, shuffle: false, nameof(x));
        var source = new BatchSource(data, Rows(0, samples), batchSize);
        Callback[] acting = [.. callbacks ?? []];
        Array.ForEach(acting, callback => callback.Model = this);
        return new EvaluationLoop(StepOf(engine, compiled), source, acting).Run(cancellationToken)
            ?? throw new OperationCanceledException("The evaluation was cancelled.", cancellationToken);
    }

    /// <summary>Learns from one batch: one update of the weights.</summary>
    /// <param name="x">One tensor for each input, batch axis first.</param>
    /// <param name="y">One tensor of targets for each output, batch axis first.</param>
    /// <param name="sampleWeight">How much each sample (batch,) or element (batch, time) counts in the loss.</param>
    /// <param name="engine">What computes the step in place of the kit's own engine.</param>
    /// <returns>The loss and metrics of the batch, before the update.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled, has no weights to change, or is in use on another
    /// thread.</exception>
    /// <exception cref="ArgumentException">The data does not fit; the message says what would.</exception>
    /// <exception cref="NonFiniteLossException">The loss is NaN or infinite.</exception>
    public Logs TrainOnBatch(TensorList x, TensorList y, Tensor? sampleWeight = null, TrainingEngine? engine = null)
    {
        TrainingSetup compiled = Setup;
        using var use = LayersInUse.ToTrain(this, nameof(TrainOnBatch));
        var data = new TrainingData(x, y, sampleWeight);
        int samples = DataCheck.Check(this, data, nameof(x));
        ITrainingStep step = StepOf(engine, compiled);
        var means = new RunningMeans(step.Names);
        using (BufferPool.Begin())
            step.Train(new Batch(x.Items, y.Items, sampleWeight, samples), means, TrainingPosition.SingleBatch);
        return means.Logs;
    }

    private ITrainingStep StepOf(TrainingEngine? engine, TrainingSetup compiled) =>
        engine is null ? new TrainingStep(this, compiled) : new EngineStep(this, compiled, engine);

    private static int[] Rows(int start, int end) => [.. Enumerable.Range(start, end - start)];

    /// <summary>Where Keras divides samples: the last share of them, rounded up, is for validation.</summary>
    private int SplitAt(int samples, double share)
    {
        if (!(share > 0 && share < 1))
        {
            throw new ArgumentOutOfRangeException("validationSplit", share,
                $"validationSplit is a share between 0 and 1; received {share}.");
        }

        int kept = (int)Math.Floor(samples * (1 - share));
        return kept > 0 && kept < samples
            ? kept
            : throw new ArgumentException(
                $"{Kind} '{Name}' cannot keep {share} of {samples} samples for validation: nothing would be left to train on or to "
                + "validate on. Give more samples, or validationData.", "validationSplit");
    }
}
