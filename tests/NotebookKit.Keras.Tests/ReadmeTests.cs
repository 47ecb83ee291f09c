using NotebookKit.Keras.Tests.Support;

namespace NotebookKit.Keras.Tests;

/// <summary>README's ten lines do what they say.</summary>
public class ReadmeTests
{
    [Fact]
    public void The_lines_in_README_open_ask_train_and_save()
    {
        using var folder = new TemporaryFolder();
        KerasCase adder = KerasCases.Find("addition_lstm128");
        string path = folder.File("adder.keras"), again = folder.File("adder-again.keras");
        File.Copy(adder.Files["keras"], path);
        string readme = File.ReadAllText(Path.Combine(KerasCases.Folder, "..", "..", "README.md"));
        string block = readme[readme.IndexOf("## Bring your own Keras model", StringComparison.Ordinal)..];
        Assert.All(
            (string[])["KerasFile.Describe(\"adder.keras\")", "Model model = KerasFile.Load(\"adder.keras\");",
                "Tensor answers = model.Predict(questions);",
                "model.Compile(new Adam(0.0005f), Losses.CategoricalCrossentropy);", "model.Fit(questions, targets, epochs: 2);",
                "KerasFile.Save(model, \"adder-again.keras\");"],
            line => Assert.Contains(line, block, StringComparison.Ordinal));

        Assert.Contains("Sequential 'addition'", KerasFile.Describe(path).ToString(), StringComparison.Ordinal);
        Model model = KerasFile.Load(path);
        Tensor questions = KerasCase.Inputs(model, adder.Calls.First())[0];
        Tensor answers = model.Predict(questions);
        var targets = Tensor.OneHot(answers.ArgMax(), 12);
        model.Compile(new Adam(0.0005f), Losses.CategoricalCrossentropy);
        model.Fit(questions, targets, epochs: 2, cancellationToken: TestContext.Current.CancellationToken);
        KerasFile.Save(model, again);
        Assert.Equal(((Tensor)model.Predict(questions)).ToArray(), ((Tensor)KerasFile.Load(again).Predict(questions)).ToArray());
    }
}
