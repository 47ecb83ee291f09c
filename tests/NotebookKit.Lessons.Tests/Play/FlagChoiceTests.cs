using System.Text.RegularExpressions;
using NotebookKit.Layers;

namespace NotebookKit.Lessons.Tests.Play;

/// <summary>What the explorer says of a setting is what such a layer does.</summary>
public class FlagChoiceTests
{
    private const int Batch = 2, Time = 7, Units = 5;

    public static TheoryData<string> Keys => [.. FlagChoice.All.Select(choice => choice.Key)];

    [Fact]
    public void There_is_a_setting_for_every_position_of_the_switches() =>
        Assert.Equal(3 * 16, FlagChoice.All.Select(choice => choice.Key).Distinct().Count());

    [Theory]
    [MemberData(nameof(Keys))]
    public void Number_and_shapes_are_those_of_the_layers_outputs(string key)
    {
        FlagChoice choice = FlagChoice.All.Single(c => c.Key == key);
        Outputs outputs = choice.Layer(Units).Apply(Tensor.RandomUniform(new Shape(Batch, Time, 3), seed: 1));
        Assert.Equal(
            outputs.Select(tensor => tensor.Shape.ToString()),
            choice.Tensors().Select(tensor => FlagExplorer.Written(tensor.Shape, Batch, Time, Units)));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void What_each_tensor_is_said_to_be_holds_of_its_numbers(string key)
    {
        FlagChoice choice = FlagChoice.All.Single(c => c.Key == key);
        var x = Tensor.RandomUniform(new Shape(1, Time, 3), seed: 1);
        RecurrentLayer layer = choice.Layer(Units);
        Outputs outputs = layer.Apply(x);
        foreach (((_, _, string meaning), Tensor tensor) in choice.Tensors().Zip(outputs))
        {
            if (meaning.EndsWith("the same numbers as output", StringComparison.Ordinal))
            {
                Assert.True(tensor.AllClose(outputs[0], 0));
            }
            else if (meaning.EndsWith("the output's last row", StringComparison.Ordinal))
            {
                Assert.True(tensor.AllClose(outputs[0][.., ^1], 0));
            }
        }

        if (choice.Sequences)
        {
            // Whether the first row of the output knows of the last step of the input, and so which was read first.
            var changed = Tensor.Concat([x[.., 0..^1], Tensor.Full(new Shape(1, 1, 3), 3f)], axis: 1);
            Tensor first = outputs[0][0, 0, 0..Units], firstOfChanged = layer.Apply(changed)[0][0, 0, 0..Units];
            bool saysReversed = choice.Tensors()[0].Meaning.EndsWith("last step first", StringComparison.Ordinal);
            Assert.Equal(saysReversed, !first.AllClose(firstOfChanged, 1e-6f));
        }
    }

    [Theory]
    [InlineData("LSTM0000", "Tensor output = new LSTM(u).Apply(x);", "output = layers.LSTM(u)(x)")]
    [InlineData("LSTM1100", "var (output, h, c) = new LSTM(u, returnSequences: true, returnState: true).Apply(x);",
        "output, h, c = layers.LSTM(u, return_sequences=True, return_state=True)(x)")]
    [InlineData(
        "GRU0111", "var (output, forwardH, backwardH) = new Bidirectional(new GRU(u, returnState: true, goBackwards: true)).Apply(x);",
        "output, forward_h, backward_h = layers.Bidirectional(layers.GRU(u, return_state=True, go_backwards=True))(x)")]
    public void The_lines_are_those_one_would_write(string key, string csharp, string keras)
    {
        FlagChoice choice = FlagChoice.All.Single(c => c.Key == key);
        Assert.Equal((csharp, keras), (choice.CSharp(), choice.Keras()));
        // A shape's letters and the line's only single u are all that the script replaces.
        Assert.Single(Regex.Matches(csharp, @"\bu\b"));
        Assert.Single(Regex.Matches(keras, @"\bu\b"));
    }
}
