using NotebookKit.Layers;
using NotebookKit.Tests.Support;

namespace NotebookKit.Tests.Layers.Recurrent;

/// <summary>Several cells as one.</summary>
public sealed class StackedRNNCellsTests
{
    private static readonly Tensor s_x = Tensor.RandomUniform(new Shape(2, 5, 3), -1, 1, seed: 2);

    [Fact]
    public void A_stack_of_cells_computes_what_a_stack_of_layers_does()
    {
        var layers =
            new Sequential(new Input(5, 3), new LSTM(4, returnSequences: true), new GRU(3, returnSequences: true), new SimpleRNN(2));
        var cells = new Sequential(new Input(5, 3), new RNN(new StackedRNNCells([new LSTMCell(4), new GRUCell(3), new SimpleRNNCell(2)])));
        cells.SetWeights(layers.GetWeights());
        Assert.True(((Tensor)layers.Predict(s_x)).AllClose(cells.Predict(s_x), 1e-6f));
        Assert.Equal(layers.CountParams(), cells.CountParams());
    }

    [Fact]
    public void States_follow_cell_after_cell()
    {
        var layer = new RNN(new StackedRNNCells([new LSTMCell(4), new GRUCell(3)]), returnState: true);
        Outputs outputs = layer.Apply(s_x);
        Assert.Equal([new Shape(2, 3), new Shape(2, 4), new Shape(2, 4), new Shape(2, 3)], outputs.Select(o => o.Shape));
        Assert.Equal(outputs[0].ToArray(), outputs[3].ToArray());
        Assert.Equal(["h1", "c1", "h2"], layer.StateNames);
        Assert.Contains("h1, c1, h2", Assert.Throws<ArgumentException>(() => layer.Apply(s_x, initialState: [outputs[1]])).Message);
    }

    [Fact]
    public void Gradients_reach_every_cell()
    {
        var layer = new RNN(new StackedRNNCells([new LSTMCell(2), new GRUCell(2)]));
        layer.EnsureBuilt(new Shape(2, 3, 3));
        Gradients.Check(x => layer.Apply(x[0]), Gradients.Sample(2, 3, 3));
        ((Tensor)layer.Apply(Gradients.Sample(2, 3, 3))).Sum().Backward();
        Assert.All(layer.Weights, w => Assert.Contains(w.Value.Grad!.ToArray(), g => g != 0));
    }

    [Fact]
    public void Each_cell_drops_of_its_own_input_in_training()
    {
        var layer = new RNN(new StackedRNNCells([new SimpleRNNCell(4), new SimpleRNNCell(3, dropout: 0.5f, seed: 1)]));
        float[] plain = ((Tensor)layer.Apply(s_x)).ToArray(), dropped = ((Tensor)layer.Apply(s_x, training: true)).ToArray();
        Assert.NotEqual(plain, dropped);
        Assert.Equal(plain, ((Tensor)layer.Apply(s_x)).ToArray());
    }

    [Fact]
    public void No_cells_and_one_cell_twice_are_refused()
    {
        var cell = new LSTMCell(2);
        Assert.Contains("one cell or more", Assert.Throws<ArgumentException>(() => new StackedRNNCells([])).Message);
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => new StackedRNNCells([cell, cell])).Message);
    }

    [Fact]
    public void A_trace_names_the_cells()
    {
        CellTrace trace = new RNN(new StackedRNNCells([new LSTMCell(2), new GRUCell(2)])).Trace(s_x);
        Assert.Contains("c1", trace.Names);
        Assert.Contains("h2", trace.Names);
    }
}
