using NotebookKit.Layers;

namespace NotebookKit.Tests.Graph;

public class LayerNamesTests
{
    [Theory]
    [InlineData("LSTM", "lstm")]
    [InlineData("GRU", "gru")]
    [InlineData("SimpleRNN", "simple_rnn")]
    [InlineData("TimeDistributed", "time_distributed")]
    [InlineData("RepeatVector", "repeat_vector")]
    [InlineData("Dense", "dense")]
    public void Class_names_become_Keras_s_snake_case(string name, string expected) => Assert.Equal(expected, LayerNames.SnakeCase(name));

    [Fact]
    public void Inputs_and_models_are_called_by_Keras_s_classes()
    {
        var input = new Input(1);
        Assert.StartsWith("input_layer", input.Name);
        Assert.StartsWith("functional", new Model(input, new Dense(1).Apply(input)).Name);
        Assert.StartsWith("sequential", new Sequential().Name);
    }

    [Fact]
    public void Names_of_one_kind_count_up()
    {
        string first = LayerNames.Next(typeof(CountedHere)), second = LayerNames.Next(typeof(CountedHere));
        Assert.Equal(("counted_here", "counted_here_1"), (first, second));
    }

    private sealed class CountedHere;
}
