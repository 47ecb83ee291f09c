using NotebookKit.Layers;

namespace NotebookKit.Tests.Training.Progress;

/// <summary>Which reporter a call of Fit gets. The one in use is the process's, so it is changed in this collection alone.</summary>
[CollectionDefinition(nameof(TrainingReporterTests), DisableParallelization = true)]
public sealed class TrainingReporterCollection;

[Collection(nameof(TrainingReporterTests))]
public sealed class TrainingReporterTests
{
    private static void Fit(Verbosity verbose, IReadOnlyList<ITrainingReporter>? reporters = null)
    {
        var model = new Sequential(new Input(1), new Dense(1));
        model.Compile(new SGD(0.1f), "mse");
        model.Fit(Tensor.Ones(2, 1), Tensor.Ones(2, 1), verbose: verbose, reporters: reporters);
    }

    [Fact]
    public void A_front_end_takes_the_place_of_the_console()
    {
        var asked = new List<string>();
        var text = new StringWriter();
        try
        {
            TrainingReporter.Current = verbose =>
            {
                asked.Add(verbose.ToString());
                return new TextReporter(text);
            };
            Fit(Verbosity.Auto);
            Fit(0);
            Fit(1);
            Fit(2);
            Fit("auto", [new TextReporter(TextWriter.Null)]);
        }
        finally
        {
            TrainingReporter.UseConsole();
        }
        Assert.Equal(["auto", "1", "2"], asked);
        Assert.Equal(3, text.ToString().Trim().Split('\n').Length);
        Assert.Throws<ArgumentNullException>(() => TrainingReporter.Current = null!);
    }

    [Fact]
    public void The_console_gets_what_Keras_says_for_each_number()
    {
        Assert.IsType<ConsoleReporter>(TrainingReporter.Current(1));
        Assert.IsType<TextReporter>(TrainingReporter.Current(2));
        Assert.Equal(ConsoleProgram.IsTerminal, TrainingReporter.Current("auto") is ConsoleReporter);
    }

    [Fact]
    public void Another_number_or_word_is_refused()
    {
        Assert.StartsWith(
            "verbose is 0 for silence, 1 for a bar or 2 for a line an epoch; received 3. Leave it out for Keras's 'auto'.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Fit(3)).Message);
        Assert.StartsWith("verbose is 0, 1, 2 or \"auto\"; received \"loud\".",
            Assert.Throws<ArgumentException>(() => Fit("loud")).Message);
        Assert.Equal((-1, 0, 1, 2), (Verbosity.Auto.Number, Verbosity.Silent.Number, Verbosity.Bar.Number, Verbosity.Lines.Number));
    }
}
