using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;

namespace NotebookKit.Notebooks.Tests.Running;

/// <summary>Which notebooks and cells a filter takes.</summary>
public sealed class NotebookFilterTests
{
    [Theory]
    [InlineData("lstm", true)]
    [InlineData("LSTM", true)]
    [InlineData("path=notebooks/02", true)]
    [InlineData("path=*.ipynb", true)]
    [InlineData("02*", true)]
    [InlineData("path=*/02-?stm.ipynb", true)]
    [InlineData("gru", false)]
    [InlineData("02?.ipynb", false)]
    [InlineData("path!=lstm", false)]
    [InlineData("path!=gru", true)]
    [InlineData("gru|lstm", true)]
    [InlineData("lstm|path!=02*", false)]
    [InlineData("tag=slow", true)]
    public void A_path_is_found_by_a_piece_of_it_or_by_a_pattern(string terms, bool isTaken)
    {
        Assert.Equal(isTaken, NotebookFilter.Parse(terms.Split('|')).TakesPath("notebooks/02-lstm.ipynb"));
        Assert.Equal(isTaken, NotebookFilter.Parse(terms.Split('|')).TakesPath(@"notebooks\02-lstm.ipynb"));
    }

    [Theory]
    [InlineData("tag=slow", true, "c d e")]
    [InlineData("tag=Slow", false, "a b c d e")]
    [InlineData("tag=slow|tag=late", true, "e")]
    [InlineData("text=model.fit(", true, "b c d e")]
    [InlineData("text=title", false, "a b c d e")]
    [InlineData("tag=slow|text=model.fit(", false, "a b c d e")]
    [InlineData("tag=late|text=last", true, "e")]
    [InlineData("tag!=slow", true, "b")]
    [InlineData("text!=model", true, "a")]
    [InlineData("tag=late|tag!=slow", true, "b e")]
    [InlineData("tag=slow|tag!=slow", false, "a b c d e")]
    [InlineData("lstm", true, "")]
    public void A_notebook_runs_to_the_last_cell_that_was_asked_for(string terms, bool isTaken, string leftOut)
    {
        var document = NotebookDocument.Create();
        document.Add(CellKind.Markdown, "# Title").AddTag("slow");
        document.Add(CellKind.Code, "model.Fit(x, y); // a");
        document.Add(CellKind.Code, "0 // b").AddTag("slow");
        document.Add(CellKind.Code, "1 // c");
        document.Add(CellKind.Code, "\"last\" // d").AddTag("late");
        document.Add(CellKind.Code, "2 // e");
        var filter = NotebookFilter.Parse(terms.Split('|'));
        Assert.Equal(isTaken, filter.Takes(document));
        Assert.Equal(leftOut, string.Join(' ', document.Cells.Where(filter.LeftOut(document).Contains).Select(cell => cell.Source[^1])));
    }

    [Theory]
    [InlineData("tag=")]
    [InlineData("path!=")]
    [InlineData("name=x")]
    [InlineData("Tag!=x")]
    [InlineData("")]
    public void A_term_about_something_else_is_refused_by_name(string term) =>
        Assert.Contains($"--filter {term}".TrimEnd(), Assert.Throws<FormatException>(() => NotebookFilter.Parse([term])).Message);
}
