using NotebookKit.Layers;

namespace NotebookKit.Tests.Training.Callbacks;

/// <summary>
/// A network of one weight w that starts at 0, trained by plain steps towards fixed targets, so that the values of every
/// epoch are known: with targets of 1 and inputs of 1 the error is 1 - w.
/// </summary>
public class CallbackTests
{
    private static readonly Tensor s_one = Tensor.Of(new float[,] { { 1 } });

    private static Sequential Model(float rate = 0.1f)
    {
        var model = new Sequential(new Input(1), new Dense(1, useBias: false, kernelInitializer: new Zeros()));
        model.Compile(new SGD(rate), "mae");
        return model;
    }

    private static float Weight(Model model) => model.GetWeights()[0].Item();

    [Fact]
    public void Moments_come_in_Keras_order()
    {
        var moments = new List<string>();
        Model().Fit(s_one, s_one, epochs: 1, verbose: 0, validationData: (s_one, s_one), callbacks: [new Recorder(moments)]);
        Assert.Equal(
            ["train begin", "epoch 0 begin", "batch 0 begin", "batch 0 end loss", "test begin", "test batch 0 begin",
                "test batch 0 end loss",
             "test end loss", "epoch 0 end loss val_loss", "train end"],
            moments);
    }

    [Fact]
    public void EarlyStopping_ends_training_after_so_many_epochs_without_a_better_value()
    {
        // The weight goes 0, 0.75, 1.5, 0.75, …, and swings about 1 from then on.
        Sequential model = Model(0.75f);
        var stopping = new EarlyStopping("loss", patience: 2);
        History history = model.Fit(s_one, s_one, epochs: 50, verbose: 0, callbacks: [stopping]);
        Assert.Equal([1f, 0.25f, 0.5f, 0.25f], history["loss"]);
        Assert.Equal((3, 1), (stopping.StoppedEpoch, stopping.BestEpoch));
    }

    [Fact]
    public void EarlyStopping_restores_the_weights_of_the_best_epoch()
    {
        // Steps of 0.8 towards 1: the weight at the end of the epochs is 0.8, 1.6, 0.8, …, the validation loss 0.2, 0.6, 0.2, ….
        Sequential model = Model(0.8f);
        History history = model.Fit(
            s_one, s_one, epochs: 50, verbose: 0, validationData: (s_one, s_one),
                callbacks: [new EarlyStopping(patience: 1, restoreBestWeights: true)]);
        Assert.Equal(2, history.Epochs.Count);
        Assert.Equal(0.8f, Weight(model), 1e-6);
    }

    [Fact]
    public void EarlyStopping_with_a_least_difference_counts_small_steps_as_none()
    {
        History history = Model(0.1f)
            .Fit(s_one, s_one, epochs: 50, verbose: 0, callbacks: [new EarlyStopping("loss", minDelta: 0.5f, patience: 3)]);
        Assert.Equal(4, history.Epochs.Count);
    }

    [Fact]
    public void A_watched_value_that_is_not_there_is_named_with_those_that_are()
    {
        string message =
            Assert.Throws<InvalidOperationException>(() => Model().Fit(s_one, s_one, verbose: 0, callbacks: [new EarlyStopping()])).Message;
        Assert.Equal("EarlyStopping watches 'val_loss', but the epoch has loss. Give Fit validationData or validationSplit.", message);
    }

    [Fact]
    public void The_way_a_metric_gets_better_is_its_own()
    {
        // The targets contradict the inputs more and more as the weight grows, so that accuracy falls while epochs pass.
        var model = new Sequential(new Input(1), new Dense(1, useBias: false, kernelInitializer: new Zeros()));
        model.Compile(new SGD(1f), "mae", "accuracy");
        var stopping = new EarlyStopping("accuracy", patience: 3);
        model.Fit(s_one, Tensor.Of(new float[,] { { 0 } }), epochs: 10, verbose: 0, callbacks: [stopping]);
        Assert.Equal(1, stopping.Best);
        Assert.Equal(3, stopping.StoppedEpoch);
    }

    [Fact]
    public void ReduceLROnPlateau_lowers_the_rate_and_waits()
    {
        Sequential model = Model(0.75f);
        var rates = new List<float>();
        model.Fit(s_one, s_one, epochs: 8, verbose: 0, callbacks:
        [
            new ReduceLROnPlateau("loss", factor: 0.5f, patience: 2, minLR: 0.3f),
            new LambdaCallback(onEpochEnd: (_, _) => rates.Add(model.Optimizer.LearningRate)),
        ]);
        // Losses 1, 0.25, 0.5, 0.25 (lowered), 0.5, 0.125, 0.25, 0.125 (lowered as far as allowed).
        Assert.Equal([0.75f, 0.75f, 0.75f, 0.375f, 0.375f, 0.375f, 0.375f, 0.3f], rates);
    }

    [Fact]
    public void ReduceLROnPlateau_needs_a_rate_that_can_be_set()
    {
        var model = new Sequential(new Input(1), new Dense(1));
        model.Compile(new SGD(new CosineDecay(0f, 10)), "mae");
        model.Fit(s_one, s_one, epochs: 2, verbose: 0, callbacks: [new ReduceLROnPlateau("loss", patience: 1)]);
        model.Compile(new SGD(new ExponentialDecay(1e-9f, 1, 1)), "mae");
        string message = Assert.Throws<InvalidOperationException>(() =>
            model.Fit(s_one, s_one, epochs: 3, verbose: 0, callbacks: [new ReduceLROnPlateau("loss", patience: 1)])).Message;
        Assert.Contains("follows ExponentialDecay", message);
    }

    [Fact]
    public void CSVLogger_writes_a_row_an_epoch()
    {
        string path = Path.GetTempFileName();
        try
        {
            Model(0.5f).Fit(s_one, s_one, epochs: 2, verbose: 0, validationData: (s_one, s_one), callbacks: [new CSVLogger(path)]);
            Assert.Equal("epoch,loss,val_loss\n0,1,0.5\n1,0.5,0\n", File.ReadAllText(path));
            Model(0.5f)
                .Fit(s_one, s_one, epochs: 1, verbose: 0, validationData: (s_one, s_one), callbacks: [new CSVLogger(path, append: true)]);
            Assert.Equal("epoch,loss,val_loss\n0,1,0.5\n1,0.5,0\n0,1,0.5\n", File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void ModelCheckpoint_saves_the_best_and_names_files_by_epoch_and_value()
    {
        string folder = Directory.CreateTempSubdirectory("notebookkit-").FullName;
        try
        {
            Sequential model = Model(0.8f);
            var checkpoint = new ModelCheckpoint(Path.Combine(folder, "{epoch:00}-{val_loss:0.00}.safetensors"), saveBestOnly: true);
            model.Fit(s_one, s_one, epochs: 4, verbose: 0, validationData: (s_one, s_one), callbacks: [checkpoint]);
            Assert.Equal(["01-0.20.safetensors"], Directory.GetFiles(folder).Select(Path.GetFileName));
            Assert.Equal(0.8f, Weight(NotebookKit.Model.Load(checkpoint.LastSaved!)), 1e-6);

            var each = new ModelCheckpoint(Path.Combine(folder, "w{epoch}.safetensors"), saveWeightsOnly: true);
            model.Fit(s_one, s_one, epochs: 2, verbose: 0, callbacks: [each]);
            Assert.True(File.Exists(Path.Combine(folder, "w2.safetensors")));

            var wrong = new ModelCheckpoint(Path.Combine(folder, "{accuracy}"));
            Assert.Contains("asks for 'accuracy', but the epoch has epoch, loss",
                Assert.Throws<InvalidOperationException>(() => model.Fit(s_one, s_one, verbose: 0, callbacks: [wrong])).Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("{epoch:02d}-{loss:.2f}", "01-1.00", "02-0.90", "03-0.80")]
    [InlineData("{epoch:00}-{loss:0.0}", "01-1.0", "02-0.9", "03-0.8")]
    [InlineData("{epoch}", "1", "2", "3")]
    public void ModelCheckpoint_takes_formats_as_Python_and_as_NET_write_them(string format, params string[] expected)
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Model().Fit(s_one, s_one, epochs: 3, verbose: 0,
                callbacks: [new ModelCheckpoint(Path.Combine(folder, format), saveWeightsOnly: true)]);
            Assert.Equal(expected, Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_callback_ends_training_after_its_batch()
    {
        Sequential model = Model();
        History history = model.Fit(Tensor.Ones(5, 1), Tensor.Ones(5, 1), batchSize: 1, epochs: 3, verbose: 0, callbacks:
            [new LambdaCallback(onTrainBatchEnd: (batch, _) => model.StopTraining = batch == 1)]);
        Assert.Single(history.Epochs);
        Assert.Equal(2, model.Optimizer.Iterations);
    }

    private sealed class Recorder(List<string> moments) : Callback
    {
        public override void OnTrainBegin() => moments.Add("train begin");

        public override void OnTrainEnd() => moments.Add("train end");

        public override void OnEpochBegin(int epoch) => moments.Add($"epoch {epoch} begin");

        public override void OnEpochEnd(int epoch, Logs logs) => moments.Add($"epoch {epoch} end {string.Join(' ', logs.Names)}");

        public override void OnTrainBatchBegin(int batch) => moments.Add($"batch {batch} begin");

        public override void OnTrainBatchEnd(int batch, Logs logs) => moments.Add($"batch {batch} end {string.Join(' ', logs.Names)}");

        public override void OnTestBegin() => moments.Add("test begin");

        public override void OnTestEnd(Logs logs) => moments.Add($"test end {string.Join(' ', logs.Names)}");

        public override void OnTestBatchBegin(int batch) => moments.Add($"test batch {batch} begin");

        public override void OnTestBatchEnd(int batch, Logs logs) => moments.Add($"test batch {batch} end {string.Join(' ', logs.Names)}");
    }
}
