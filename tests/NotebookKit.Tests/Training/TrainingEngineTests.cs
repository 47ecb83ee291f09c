using NotebookKit.Layers;

namespace NotebookKit.Tests.Training;

public class TrainingEngineTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal(new Shape(6, 2), seed: 1), s_y = Tensor.RandomNormal(new Shape(6, 1), seed: 2);

    private static Model Compiled()
    {
        var model = new Sequential(new Input(2), new Dense(1));
        model.Compile(new SGD(0.1f), Losses.MeanSquaredError, Metrics.MeanAbsoluteError);
        return model;
    }

    [Fact]
    public void Fit_hands_the_batches_to_the_engine_and_measures_what_it_returns()
    {
        Model model = Compiled();
        Model same = model.Copy();
        var engine = new Borrowed(same);
        string weights = model.Weights[0].Value.ToString();

        History history =
            model.Fit(s_x, s_y, batchSize: 2, epochs: 3, shuffle: false, verbose: 0, validationData: (s_x, s_y), engine: engine);

        Assert.Equal(9, engine.Steps);
        Assert.Equal(9, model.Optimizer.Iterations);
        Assert.Equal(weights, model.Weights[0].Value.ToString());
        Logs measured = same.Evaluate(s_x, s_y);
        Assert.Equal(measured["loss"], history["val_loss"][^1], 1e-6f);
        Assert.Equal(measured["mean_absolute_error"], model.Evaluate(s_x, s_y, engine: engine)["mean_absolute_error"], 1e-6f);
    }

    [Fact]
    public void A_loss_that_is_no_number_is_explained_with_the_engines_weights()
    {
        Model model = Compiled();
        var engine = new Borrowed(model.Copy());
        var bad = Tensor.Of(new float[,] { { float.NaN, 1 } });
        NonFiniteLossException error =
            Assert.Throws<NonFiniteLossException>(() => model.TrainOnBatch(bad, Tensor.Ones(1, 1), engine: engine));
        Assert.Contains("NaN at [0, 0]", error.Message);
        Assert.Equal(1, engine.Updates);
        Assert.Equal(0, model.Optimizer.Iterations);
    }

    /// <summary>An engine that learns in a model of its own.</summary>
    private sealed class Borrowed(Model model) : TrainingEngine
    {
        public int Steps { get; private set; }

        public int Updates { get; private set; }

        public override EngineResult Train(TensorList x, TensorList y, Tensor? sampleWeight)
        {
            Steps++;
            EngineResult result = Test(x, y, sampleWeight);
            if (float.IsFinite(result.Losses[0]))
                model.TrainOnBatch(x, y, sampleWeight);
            return result;
        }

        public override EngineResult Test(TensorList x, TensorList y, Tensor? sampleWeight)
        {
            Tensor prediction = model.Apply(x[0]).Single();
            return new EngineResult([prediction], [model.CompiledLosses[0].Compute(y[0], prediction, sampleWeight).Item()]);
        }

        public override void UpdateModel() => Updates++;
    }
}
