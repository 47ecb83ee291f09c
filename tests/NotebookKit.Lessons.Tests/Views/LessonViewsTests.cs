using NotebookKit.Display.Tests.Support;

namespace NotebookKit.Lessons.Tests.Views;

public class LessonViewsTests
{
    [Theory]
    [InlineData(null, "unanswered")]
    [InlineData(3, "wrong")]
    [InlineData(2, "right")]
    public void Each_verdict_shows_its_sign_and_its_hint(int? answer, string part)
    {
        CheckResult check = Check.That("Exercise <1>", answer, "Set answer1.")
            .Expect(a => a == 2, "3 is the number of time steps & not the units.").Because("The last axis holds the units.");
        IReadOnlyDictionary<string, string> shown = Notebook.Show(check);
        Snapshot.Match(shown["text/html"], "html", part);
        Assert.Equal(check.ToString(), shown["text/plain"]);
    }

    [Theory]
    [InlineData(null, """{"exercise":"05.1","hint":"Set answer1 to the total number of elements.","verdict":"unanswered"}""")]
    [InlineData(640, """{"exercise":"05.1","hint":"That is the sequence alone. The two states come on top.","verdict":"wrong"}""")]
    [InlineData(768, """{"exercise":"05.1","hint":"640 for the sequence and 64 for each of h and c.","verdict":"right"}""")]
    public void A_check_says_its_result_for_programs_too(int? answer, string json) =>
        Assert.Equal(json, Notebook.Show(Exercise.Check("05.1", answer))["application/vnd.notebookkit.check+json"]);

    [Fact]
    public void A_check_of_ones_own_says_it_under_its_own_name() => Assert.Equal(
        """{"exercise":"Exercise <1>","hint":"\"No\" & 'no' — ✗","verdict":"wrong"}""",
        Notebook.Show(Check.That("Exercise <1>", "a", "Set it.").Expect(_ => false, "\"No\" & 'no' — ✗"))[CheckResult.MimeType]);

    [Fact]
    public void A_prediction_stands_beside_what_came()
    {
        Prediction prediction = Prediction.Of("shape", "(1, 3, 1)", new Shape(1, 3, 1)).And("outputs", 2, 3)
            .And("h equals <c>", null, false);
        Snapshot.Match(Notebook.Show(prediction)["text/html"], "html");
    }

    [Fact]
    public void An_expected_error_shows_its_type_and_message()
    {
        var one = ExpectedError.Of(() => throw new ArgumentException("Expected <3> axes; received 2."));
        Snapshot.Match(Notebook.Show(one)["text/html"], "html", "one");
        Assert.Equal("ArgumentException: Expected <3> axes; received 2.", Notebook.Show(one)["text/plain"]);
        Snapshot.Match(Notebook.Show(one.And(() => throw new InvalidOperationException("second")))["text/html"], "html", "two");
    }

    [Fact]
    public void Published_figures_stand_beside_the_computed_ones()
    {
        Comparison figures = Comparison.Of("sequence", [-0.02243521, -0.0540871], Tensor.Of(-0.02243521f, -0.0540871f))
            .And("c", [0.04864851], Tensor.Of(0.04864851f));
        Snapshot.Match(Notebook.Show(figures)["text/html"], "html");
    }

    [Fact]
    public void The_decimal_points_of_a_column_stand_below_one_another()
    {
        string html = ComparisonTable.Html(Comparison.Of("h", [0.5, -0.0002024852], Tensor.Of(0.5f, -0.0002024852f)));
        Assert.Contains("<td>0.50000000\u2007\u2007</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>-0.0002024852</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_of_as_many_decimals_stand_as_they_are()
    {
        string html = ComparisonTable.Html(Comparison.Of("h", [0.5, 0.25], Tensor.Of(0.5f, 0.25f)));
        Assert.DoesNotContain("\u2007", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Published_and_reference_figures_are_told_apart()
    {
        Comparison figures = Comparison.Of("2018", [0.02480672], Tensor.Of(0.02480672f))
            .And("today", [0.02572775], Tensor.Of(0.02572775f), source: "reference");
        Snapshot.Match(Notebook.Show(figures)["text/html"], "html");
        Assert.Contains("today                reference", Notebook.Show(figures)["text/plain"]);
    }
}
