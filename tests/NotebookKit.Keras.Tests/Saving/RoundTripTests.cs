using System.Text.Json;
using NotebookKit.Keras.Tests.Support;

namespace NotebookKit.Keras.Tests.Saving;

/// <summary>A model saved and opened again computes the same, bit for bit; what Keras 3 cannot say is refused by name.</summary>
public class RoundTripTests
{
    /// <summary>The cases whose models Keras 3 cannot express, with what the refusal names.</summary>
    private static readonly Dictionary<string, string> s_refused = new()
    {
        ["v_keras2_encoder_decoder"] = "hard_sigmoid",
    };

    public static TheoryData<string, string> Opened()
    {
        var data = new TheoryData<string, string>();
        foreach (KerasCase item in KerasCases.All.Where(c => c.Support == "required"))
        {
            data.Add(item.Name, item.Files.Keys.First(f => f != "architecture"));
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Opened))]
    public void Saved_and_loaded_a_model_gives_bit_equal_outputs(string name, string form)
    {
        KerasCase item = KerasCases.Find(name);
        Model model = item.Open(form);
        using var folder = new TemporaryFolder();
        string path = folder.File("model.keras");
        if (s_refused.TryGetValue(name, out string? word))
        {
            KerasFileException error = Assert.Throws<KerasFileException>(() => KerasFile.Save(model, path));
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
            return;
        }
        KerasFile.Save(model, path);
        Model again = KerasFile.Load(path);
        Assert.Equal(model.GetType(), again.GetType());
        Assert.Equal(model.Name, again.Name);
        RequireEqual(item, model, again);
        string weights = folder.File("model.weights.h5");
        KerasFile.Save(model, weights);
        again.SetWeights([.. again.Weights.Select(w => Tensor.Zeros(w.Shape))]);
        KerasFile.LoadWeights(again, weights);
        RequireEqual(item, model, again);
    }

    private static void RequireEqual(KerasCase item, Model model, Model again)
    {
        foreach (JsonElement call in item.Calls)
        {
            KerasCase.Reset(model);
            KerasCase.Reset(again);
            Tensor[] inputs = KerasCase.Inputs(model, call);
            Outputs expected = model.Predict(inputs), actual = again.Predict(inputs);
            Assert.Equal(expected.Count, actual.Count);
            for (int i = 0; i < expected.Count; i++)
            {
                Assert.Equal(expected[i].Shape, actual[i].Shape);
                Assert.Equal(expected[i].ToArray(), actual[i].ToArray());
            }
        }
    }
}
