using NotebookKit.Keras.Tests.Support;
using NotebookKit.Layers;

namespace NotebookKit.Keras.Tests.Weights;

public class MisfitTests
{
    [Fact]
    public void Weights_of_another_width_are_refused_and_change_nothing()
    {
        KerasCase known = KerasCases.Find("lstm_default");
        LSTM written = KerasFile.Load(known.Files["keras"]).Layers.OfType<LSTM>().Single();
        int units = written.Weights[1].Shape[0], features = written.Weights[0].Shape[0];
        var wider = new LSTM(units + 1, name: written.Name);
        var model = new Sequential(new Input([Shape.Unknown, features]), wider);
        float[][] before = [.. wider.GetWeights().Select(w => w.ToArray())];

        string message = Assert.Throws<KerasFileException>(() => KerasFile.LoadWeights(model, known.Files["weights"])).Message;

        Assert.Contains(written.Name, message);
        Assert.Contains(wider.Weights[0].Shape.ToString(), message);
        Assert.Contains(written.Weights[0].Shape.ToString(), message);
        Assert.Equal(before, wider.GetWeights().Select(w => w.ToArray()));
    }
}
