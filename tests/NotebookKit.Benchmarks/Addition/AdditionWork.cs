using NotebookKit.Benchmarks.Timing;
using NotebookKit.Layers;

namespace NotebookKit.Benchmarks.Addition;

/// <summary>
/// The addition task: "123+456" as seven one-hot characters in, "579 " as four out, by an encoder and a decoder LSTM of 128 units
/// with a RepeatVector between them, batches of 200, Adam.
/// </summary>
internal static class AdditionWork
{
    public const int TrainingSamples = 18_000;
    public const int TestSamples = 2_000;
    public const int BatchSize = 200;
    private const int Units = 128;
    private const int QuestionLength = 7;
    private const int AnswerLength = 4;
    private const string Characters = "0123456789+ ";

    /// <summary>One epoch of training, the shuffling and the metrics included.</summary>
    public static Workload Epoch() => new("addition epoch", "training", 3 * FlopsPerSample * TrainingSamples, () =>
    {
        RandomSeed.Set(1);
        (Tensor x, Tensor y) = Samples(0, TrainingSamples);
        Sequential model = Build();
        return () => model.Fit(x, y, batchSize: BatchSize, epochs: 1, verbose: 0, reporters: []);
    });

    /// <summary>
    /// Operations of a forward pass by the layers' definition, every product counted, as a general library computes them; the
    /// kernels leave out what is known to be zero or repeated.
    /// </summary>
    private static double FlopsPerSample =>
        2.0 * (QuestionLength * 4 * Units * (Characters.Length + Units) + AnswerLength * 4 * Units * (Units + Units)
               + AnswerLength * Units * Characters.Length);

    public static Sequential Build(float learningRate = 0.001f)
    {
        var model = new Sequential(
            new Input(QuestionLength, Characters.Length), new LSTM(Units), new RepeatVector(AnswerLength),
            new LSTM(Units, returnSequences: true), new TimeDistributed(new Dense(Characters.Length)), new Activation(Activations.Softmax));
        model.Compile(new Adam(learningRate), Losses.CategoricalCrossentropy, Metrics.Accuracy, Metrics.ExactMatch);
        return model;
    }

    /// <summary>Different questions of two numbers up to three digits, reversed as in the published example, in a fixed random
    /// order.</summary>
    public static (Tensor X, Tensor Y) Samples(int skip, int count)
    {
        var random = new Random(2);
        var seen = new HashSet<(int, int)>();
        float[] x = new float[count * QuestionLength * Characters.Length], y = new float[count * AnswerLength * Characters.Length];
        for (int sample = -skip; sample < count;)
        {
            int a = Number(random), b = Number(random);
            if (!seen.Add((Math.Min(a, b), Math.Max(a, b))))
            {
                continue;
            }
            if (sample >= 0)
            {
                string question = new([.. $"{a}+{b}".PadRight(QuestionLength).Reverse()]);
                Encode(question, x, sample);
                Encode($"{a + b}".PadRight(AnswerLength), y, sample);
            }
            sample++;
        }
        return (
            Tensor.Of(x).Reshape(count, QuestionLength, Characters.Length), Tensor.Of(y).Reshape(count, AnswerLength, Characters.Length));
    }

    private static int Number(Random random)
    {
        int digits = random.Next(1, 4), value = 0;
        for (int i = 0; i < digits; i++)
        {
            value = 10 * value + random.Next(10);
        }
        return value;
    }

    private static void Encode(string text, float[] oneHot, int sample)
    {
        for (int i = 0; i < text.Length; i++)
        {
            oneHot[(sample * text.Length + i) * Characters.Length + Characters.IndexOf(text[i])] = 1;
        }
    }
}
