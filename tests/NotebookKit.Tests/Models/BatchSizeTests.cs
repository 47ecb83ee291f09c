using NotebookKit.Layers;

namespace NotebookKit.Tests.Models;

/// <summary>Models whose input fixes the batch size, as stateful ones need it.</summary>
public sealed class BatchSizeTests
{
    private static Sequential Stateful() =>
        new([new Input([3, 1], "x", 4), new LSTM(2, stateful: true, name: "memory"), new Dense(1, name: "y")], "s");

    private static string Refused(Action act) => Assert.Throws<ArgumentException>(act).Message;

    [Fact]
    public void Eight_samples_of_a_model_of_batch_4_are_told_the_batch_size()
    {
        Assert.Equal(
            "Sequential 's' expects batches of 4, as its input 'x' of shape (4, 3, 1) fixes it; received 8 samples in batches of 8. Pass "
            + "batchSize: 4.",
            Refused(() => Stateful().Predict(Tensor.Zeros(8, 3, 1))));
        Assert.Equal(new Shape(8, 1), ((Tensor)Stateful().Predict(Tensor.Zeros(8, 3, 1), batchSize: 4)).Shape);
        Assert.Equal(new Shape(4, 1), ((Tensor)Stateful().Predict(Tensor.Zeros(4, 3, 1))).Shape);
    }

    [Theory]
    [InlineData(40, 32, "received 40 samples in batches of 32. Pass batchSize: 4.")]
    [InlineData(6, 4, "received 6 samples in batches of 4. Give a multiple of 4 samples, and pass batchSize: 4.")]
    [InlineData(3, 32, "received 3 samples in batches of 3. Give a multiple of 4 samples, and pass batchSize: 4.")]
    [InlineData(8, 2, "received 8 samples in batches of 2. Pass batchSize: 4.")]
    public void Whatever_does_not_fit_is_told_what_does(int samples, int batchSize, string end) =>
        Assert.EndsWith(end, Refused(() => Stateful().Predict(Tensor.Zeros(samples, 3, 1), batchSize)));

    [Fact]
    public void Evaluate_and_Fit_say_the_same()
    {
        Sequential model = Stateful();
        model.Compile(new SGD(0.1f), "mse");
        Tensor x = Tensor.Zeros(8, 3, 1), y = Tensor.Zeros(8, 1);
        Assert.EndsWith("Pass batchSize: 4. (Parameter 'batchSize')", Refused(() => model.Evaluate(x, y, batchSize: 8)));
        Assert.EndsWith("Pass batchSize: 4. (Parameter 'batchSize')",
            Refused(() => model.Fit(x, y, batchSize: 8, shuffle: false, verbose: 0)));
    }

    [Fact]
    public void Another_shape_is_still_the_first_thing_said() =>
        Assert.Contains("expects input 'x' of shape (4, 3, 1); received (4, 2, 1)",
            Refused(() => Stateful().Predict(Tensor.Zeros(8, 2, 1))));

    [Theory]
    [InlineData(5), InlineData(0.5f)]
    public void A_number_is_no_input_and_does_not_compile(object number)
    {
        // The run-time binder chooses among overloads as the compiler does, but does not stop at an error marked on the chosen one.
        dynamic value = number;
        dynamic layer = new LSTM(1, name: "lstm"), model = Stateful();
        Assert.Contains("LSTM 'lstm': A layer is applied to a tensor whose first axis is the batch, not to a number.",
            Refused(() => layer.Apply(value)));
        Assert.Contains("not to a number", Refused(() => model.Predict(value)));
        foreach (
            System.Reflection.MethodInfo method in new[] { typeof(Layer).GetMethod("Apply", [typeof(float), typeof(Tensor), typeof(bool)])!,
            typeof(Model).GetMethod("Predict", [typeof(float), typeof(int)])! })
        {
            Assert.True(method.GetCustomAttributes(typeof(ObsoleteAttribute), false).Cast<ObsoleteAttribute>().Single().IsError);
        }
    }
}
