using Microsoft.DotNet.Interactive.Formatting;
using NotebookKit.Display.Tests.Support;
using NotebookKit.Layers;

namespace NotebookKit.Display.Tests;

public class NotebookFormattersTests
{
    [Theory]
    [InlineData(typeof(Picture))]
    [InlineData(typeof(History))]
    [InlineData(typeof(CellTrace))]
    public void A_type_that_shows_as_a_picture_has_its_text_beside_it(Type type) =>
        Assert.Equal(["image/svg+xml", "text/plain"], Formatter.GetPreferredMimeTypesFor(type));

    [Theory]
    [InlineData(typeof(Tensor))]
    [InlineData(typeof(Outputs))]
    [InlineData(typeof(Model))]
    [InlineData(typeof(Sequential))]
    [InlineData(typeof(ModelSummary))]
    [InlineData(typeof(Logs))]
    [InlineData(typeof(AnswerTable))]
    [InlineData(typeof(TraceStepper))]
    [InlineData(typeof(TrainingView))]
    [InlineData(typeof(SideBySide))]
    public void A_type_that_shows_as_html_has_its_text_beside_it(Type type) =>
        Assert.Equal(["text/html", "text/plain"], Formatter.GetPreferredMimeTypesFor(type));

    [Fact]
    public void A_picture_answers_to_html_with_itself()
    {
        // .NET Interactive's Update keeps the MIME types of the value shown first; display(chart, "text/html") asks outright.
        History history = Trained();
        Assert.Equal($"<div>{history.ToDisplayString("image/svg+xml")}</div>", history.ToDisplayString("text/html"));
        var chart = Chart.Plot(new Scatter { x = new[] { 1, 2 }, y = new[] { 3, 4 } });
        Assert.Equal($"<div>{chart.ToDisplayString("image/svg+xml")}</div>", chart.ToDisplayString("text/html"));
        Picture picture = history.Plot();
        Assert.Equal($"<div>{picture.ToDisplayString("image/svg+xml")}</div>", picture.ToDisplayString("text/html"));
    }

    [Fact]
    public void Registering_again_changes_nothing()
    {
        string before = Tensor.Of(1, 2).ToDisplayString("text/html");
        NotebookFormatters.Register();
        Assert.Equal(before, Tensor.Of(1, 2).ToDisplayString("text/html"));
        Assert.Equal(["text/html", "text/plain"], Notebook.Show(Tensor.Of(1, 2)).Keys);
    }

    [Fact]
    public void A_shape_shows_as_python_prints_a_tuple()
    {
        IReadOnlyDictionary<string, string> shown = Notebook.Show(new Shape(1, 3));
        Assert.Equal("(1, 3)", shown["text/plain"]);
        Assert.Equal("<code>(1, 3)</code>", new Shape(1, 3).ToDisplayString("text/html"));
    }

    private static History Trained()
    {
        var model = new Sequential(new Input(2), new Dense(1));
        model.Compile(new SGD(0.1f), Losses.MeanSquaredError);
        return model.Fit(Tensor.Zeros(4, 2), Tensor.Zeros(4, 1), epochs: 2, verbose: 0);
    }
}
