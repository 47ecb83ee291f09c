using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers.Recurrent.Cells;

public class RecurrentCellTests
{
    [Fact]
    public void A_cell_made_of_another_one_runs_its_step_and_learns_its_weights()
    {
        var inner = new LSTMCell(2);
        var layer = new RNN(new ResidualCell(inner), returnSequences: true);
        var x = Tensor.RandomNormal(new Shape(2, 3, 2), seed: 1);
        Tensor output = layer.Apply(x);
        Assert.Equal(3, layer.Weights.Count);
        Tensor plain = new RNN(inner, returnSequences: true).Apply(x);
        Assert.True(output.AllClose(plain + x));
        var model = new Sequential(new Input(3, 2), layer);
        model.Compile(new SGD(0.1f), Losses.MeanSquaredError);
        float[] before = inner.GetWeights()[0].ToArray();
        model.TrainOnBatch(x, Tensor.Zeros(2, 3, 2));
        Assert.NotEqual(before, inner.GetWeights()[0].ToArray());
    }

    /// <summary>Adds its input to what another cell of as many units gives.</summary>
    private sealed class ResidualCell(RecurrentCell inner) : RecurrentCell(null)
    {
        public override IReadOnlyList<int> StateSizes => inner.StateSizes;

        public override IReadOnlyList<Weight> Weights => inner.Weights;

        protected override void Build(IReadOnlyList<Shape> inputShapes) => inner.EnsureBuilt(inputShapes[0]);

        public override CellStep Step(Tensor x, TensorList states)
        {
            CellStep step = inner.Step(x, states);
            return step with { Output = step.Output + x };
        }
    }
}
