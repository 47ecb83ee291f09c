using System.Text;
using NotebookKit.Layers;

namespace NotebookKit.Tests.Training.Progress;

public sealed class ConsoleReporterTests
{
    private static readonly Tensor s_x = Tensor.RandomUniform(new Shape(60, 3), -1, 1, seed: 3), s_y = Tensor.Ones(60, 1);

    private static string[] Train(Func<TextWriter, ITrainingReporter> make, int epochs = 2, CancellationToken cancellation = default)
    {
        var text = new StringWriter();
        var model = new Sequential([new Input([3], "x"), new Dense(1, "sigmoid", name: "y")], "network");
        model.Compile(new SGD(0.1f), Losses.BinaryCrossentropy, Metrics.Accuracy, "mse", "mae");
        model.Fit(s_x, s_y, epochs: epochs, batchSize: 2, validationData: (s_x, s_y), reporters: [make(text)],
            cancellationToken: cancellation);
        return text.ToString().Split(Environment.NewLine);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(20)]
    [InlineData(1)]
    public void In_a_terminal_one_line_an_epoch_moves_and_never_wraps(int width)
    {
        string[] lines = Train(writer => new ConsoleReporter(writer, () => width));
        string[] moving = [.. lines.Where(l => l.Contains('\r'))];
        Assert.Equal(2, moving.Length);
        Assert.Equal(["Epoch 1/2", "Epoch 2/2"], lines.Where(l => l.StartsWith("Epoch", StringComparison.Ordinal)));
        foreach (string bar in moving)
        {
            string[] drawn = bar.Split('\r')[1..];
            Assert.True(drawn.Length >= 2, "the bar was drawn once only");
            Assert.All(drawn[..^1], line => Assert.True(line.Length < Math.Max(2, width), $"'{line}' has {line.Length} characters"));
        }
        // What stays is broken between values where the terminal is narrow, and cut nowhere.
        if (width >= 60)
        {
            Assert.All(lines.SelectMany(l => l.Split('\r')), line =>
                Assert.True(line.Length < width, $"'{line}' has {line.Length} characters"));
        }
        Assert.Equal(2, lines.Count(l => l.Contains("val_mean_absolute_error: ")));
    }

    [Fact]
    public void The_finished_line_has_all_values()
    {
        string last = Train(writer => new ConsoleReporter(writer, () => 300))[3].Split('\r')[^1];
        Assert.Matches(
            "^30/30 ━{20} [0-9]+s [0-9]+[mu]?s/step - loss: [^ ]+ - accuracy: [^ ]+ - mean_squared_error: [^ ]+ - mean_absolute_error: [^ "
            + "]+ - val_loss: [^ ]+ - val_accuracy: [^ ]+ - ",
            last);
    }

    [Fact]
    public void Where_no_line_can_be_written_over_the_bar_comes_once_an_epoch()
    {
        string[] lines = Train(writer => new ConsoleReporter(writer, isTerminal: false));
        Assert.Equal(5, lines.Length);
        Assert.DoesNotContain(lines, l => l.Contains('\r'));
        Assert.StartsWith("30/30 ━━━━━━━━━━━━━━━━━━━━ ", lines[1]);
    }

    [Fact]
    public void A_console_without_box_characters_gets_others()
    {
        using var memory = new MemoryStream();
        using var writer = new StreamWriter(memory, Encoding.Latin1);
        var model = new Sequential(new Input(3), new Dense(1));
        model.Compile(new SGD(0.1f), "mse");
        model.Fit(s_x, s_y, batchSize: 30, reporters: [new ConsoleReporter(writer, () => 70)]);
        writer.Flush();
        string text = Encoding.Latin1.GetString(memory.ToArray());
        Assert.Contains("==========..........", text);
        Assert.Contains("====================", text);
        Assert.DoesNotContain('?', text);
    }

    [Fact]
    public void A_stopped_run_ends_its_line_and_says_so_once()
    {
        using var stop = new CancellationTokenSource();
        string[] lines = Train(writer => new Stopping(stop, new ConsoleReporter(writer, () => 100)), cancellation: stop.Token);
        Assert.Equal(4, lines.Length);
        Assert.Equal("Epoch 1/2", lines[0]);
        Assert.StartsWith("Training was cancelled in epoch 1 after batch 1 of 30", lines[2]);
    }

    [Fact]
    public void An_error_ends_the_line_and_is_left_to_the_program()
    {
        var text = new StringWriter();
        var model = new Sequential(new Input(3), new Dense(1));
        model.Compile(new SGD(0.1f), "mse");
        Tensor broken = s_x.Clone();
        broken.Data[40] = float.NaN;
        Assert.Throws<NonFiniteLossException>(() =>
            model.Fit(broken, s_y, batchSize: 10, shuffle: false, reporters: [new ConsoleReporter(text, () => 80)]));
        Assert.EndsWith(Environment.NewLine, text.ToString());
        Assert.DoesNotContain("NaN", text.ToString());
    }

    [Theory]
    [InlineData(0, 225, 0, "  0/225 ──────────────────── ")]
    [InlineData(112, 225, 56.0, "112/225 ━━━━━━━━━─────────── 56s 500ms/step - ")]
    [InlineData(225, 225, 3.15, "225/225 ━━━━━━━━━━━━━━━━━━━━ 3s 14ms/step - ")]
    [InlineData(1, 2, 3600, "1/2 ━━━━━━━━━━────────── 1:00:00 3600s/step - ")]
    [InlineData(1, 3, 61, "1/3 ━━━━━━────────────── 2:02 61s/step - ")]
    [InlineData(4, 4, 0.002, "4/4 ━━━━━━━━━━━━━━━━━━━━ 0s 500us/step - ")]
    public void The_line_says_how_far_and_how_long(int batch, int batches, double seconds, string start) =>
        Assert.StartsWith(start, ProgressLine.Bar(batch, batches, TimeSpan.FromSeconds(seconds), new Logs(("loss", 0.4116f)), 80));

    [Fact]
    public void The_bar_gives_way_before_the_values_do()
    {
        var logs = new Logs(("loss", 0.4116f), ("accuracy", 0.8312f));
        var time = TimeSpan.FromSeconds(3);
        Assert.Equal("225/225 ━━━━━━━━━━━━ 3s 13ms/step - loss: 0.4116 - accuracy: 0.8312", ProgressLine.Bar(225, 225, time, logs, 67));
        Assert.Equal("225/225 3s 13ms/step - loss: 0.4116 - accuracy: 0.8312", ProgressLine.Bar(225, 225, time, logs, 56));
        Assert.Equal("225/225 3s 13ms/step - loss: 0.4116 - a…", ProgressLine.Bar(225, 225, time, logs, 40));
    }

    [Fact]
    public void What_stays_of_an_epoch_breaks_between_values()
    {
        var logs = new Logs(("loss", 0.4116f), ("accuracy", 0.8312f), ("val_loss", 0.5f), ("val_accuracy", 0.75f));
        var time = TimeSpan.FromSeconds(3);
        Assert.Equal(
            ["225/225 ━━━━━━━━━━━━━━━━━━━━ 3s 13ms/step - loss: 0.4116 - accuracy: 0.8312", "    val_loss: 0.5000 - val_accuracy: 0.7500"],
            ProgressLine.Finished(225, time, logs, 79));
        Assert.Single(ProgressLine.Finished(225, time, logs, 120));
        Assert.Equal(
            ["225/225 3s 13ms/step", "    loss: 0.4116", "    accuracy: 0.8312", "    val_loss: 0.5000", "    val_accuracy: 0.7500"],
            ProgressLine.Finished(225, time, logs, 24));
    }

    /// <summary>Cancels after the first batch.</summary>
    private sealed class Stopping(CancellationTokenSource stop, ITrainingReporter inner) : ITrainingReporter
    {
        public void OnTrainBegin(TrainingPlan plan) => inner.OnTrainBegin(plan);

        public void OnBatchEnd(TrainingProgress progress)
        {
            inner.OnBatchEnd(progress);
            stop.Cancel();
        }

        public void OnEpochEnd(TrainingProgress progress) => inner.OnEpochEnd(progress);

        public void OnTrainEnd(History history) => inner.OnTrainEnd(history);

        public void OnTrainError(Exception error) => inner.OnTrainError(error);
    }
}
