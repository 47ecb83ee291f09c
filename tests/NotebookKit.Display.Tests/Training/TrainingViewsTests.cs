using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using NotebookKit.Display.Tests.Support;
using NotebookKit.Display.Training;
using NotebookKit.Layers;

namespace NotebookKit.Display.Tests.Training;

public class TrainingViewsTests
{
    private static readonly TrainingPlan s_plan = new("addition", 0, 30, 225, 200, 45_000, 5_000, ["loss", "accuracy", "exact_match"]);

    private static readonly TrainingState s_third = new(
        s_plan, 3, 120, [("loss", 0.4116f), ("accuracy", 0.8312f), ("exact_match", 0.4105f)], TimeSpan.FromSeconds(57));

    [Fact]
    public void The_live_view_shows_progress_values_and_the_curve()
    {
        var view = new TrainingView(s_third, Chart.Line([0.9, 0.6], "loss").WithSize(640, 220).ToSvg());
        Snapshot.Match(Notebook.Show(view)["text/html"], "html");
        Assert.Equal("epoch 3 of 30 · batch 120 of 225 · loss 0.4116 · accuracy 0.8312 · exact_match 0.4105 · 2,000 samples/s · 10:18 left",
            view.ToString());
    }

    [Fact]
    public void A_notebook_ends_with_the_history_and_no_times()
    {
        var shown = new List<object>();
        History history = Train(new NotebookReporter(first =>
        {
            shown.Add(first);
            return shown.Add;
        }));
        Assert.IsType<TrainingView>(shown[0]);
        Assert.Same(history, shown[^1]);
        string saved = string.Concat(Notebook.Show(shown[^1]).Values);
        Assert.DoesNotContain("samples/s", saved);
        Assert.DoesNotContain(" left", saved);
    }

    [Fact]
    public void A_notebook_is_trained_alike_twice_and_saved_alike() => Assert.Equal(
        Notebook.Show(Train(new NotebookReporter(_ => _ => { }))), Notebook.Show(Train(new NotebookReporter(_ => _ => { }))));

    [Fact]
    public void An_error_replaces_the_progress()
    {
        object last = "";
        ITrainingReporter reporter = new NotebookReporter(_ => next => last = next);
        reporter.OnTrainBegin(s_plan);
        reporter.OnTrainError(new InvalidOperationException("boom"));
        Assert.Equal("Training 'addition' stopped after 0 of 30 epochs.", last);
    }

    [Fact]
    public void UseNotebook_hands_the_display_over()
    {
        object? first = null;
        TrainingViews.UseNotebook(value =>
        {
            first ??= value;
            return _ => { };
        });
        ITrainingReporter reporter = TrainingReporter.Current(Verbosity.Auto);
        TrainingReporter.UseConsole();
        Train(reporter);
        Assert.IsType<TrainingView>(first);
    }

    [Fact]
    public async Task In_dotnet_interactive_the_invocation_context_shows_and_replaces()
    {
        Assert.Null(TrainingViews.DisplayThrough(typeof(Kernel).Assembly, "outside of any cell"));
        using var kernel = new TrainingKernel();

        KernelCommandResult result = await kernel.SendAsync(new SubmitCode("train"), TestContext.Current.CancellationToken);

        DisplayedValueProduced shown = Assert.Single(result.Events.OfType<DisplayedValueProduced>());
        DisplayedValueUpdated replaced = Assert.Single(result.Events.OfType<DisplayedValueUpdated>());
        Assert.Equal(["first", "second"], [shown.Value, replaced.Value]);
        Assert.Equal(shown.ValueId, replaced.ValueId);
    }

    internal static History Train(params ITrainingReporter[] reporters)
    {
        var x = Tensor.RandomUniform(new Shape(8, 3), -1, 1, seed: 3);
        var model = new Sequential([new Input([3], "x"), new Dense(1, "sigmoid", kernelInitializer: new Zeros(), name: "y")], "network");
        model.Compile(new SGD(0.5f), Losses.BinaryCrossentropy, Metrics.Accuracy);
        var y = Tensor.Of([.. Enumerable.Range(0, 8).Select(i => x[i, 0].Item() > 0 ? 1f : 0)], new Shape(8, 1));
        return model.Fit(x, y, epochs: 3, batchSize: 4, shuffle: false, validationData: (x, y), reporters: reporters);
    }

    /// <summary>A kernel of .NET Interactive whose every cell shows a value as live training does, and replaces it.</summary>
    private sealed class TrainingKernel() : Kernel("training"), IKernelCommandHandler<SubmitCode>
    {
        Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
        {
            Action<object>? replace = TrainingViews.DisplayThrough(typeof(Kernel).Assembly, "first");
            replace!("second");
            return Task.CompletedTask;
        }
    }
}
