
namespace NotebookKit.Lessons.Tests;

public class PublishedCaseTests
{
    [Fact]
    public void A_case_is_found_from_any_folder_below_the_repository()
    {
        var published = PublishedCase.Load("p02");
        Assert.Equal("p02_published_lstm1_return_sequences_hs", published.Id);
        Assert.Equal(new Shape(1, 3, 1), published.Input.Shape);
        Assert.Equal([new Shape(1, 4), new Shape(1, 4), new Shape(4)], published.Weights().Select(w => w.Shape));
        Assert.Equal([-0.02243521, -0.06210149, -0.11457888], published.Figure("l1:0").Values);
    }

    [Fact]
    public void Layers_of_a_stack_are_named()
    {
        var published = PublishedCase.Load("p05");
        Assert.Equal(new Shape(1, 8), published.Weights("l1")[0].Shape);
        Assert.Equal(new Shape(2, 8), published.Weights("l2")[0].Shape);
        ArgumentException error = Assert.Throws<ArgumentException>(() => published.Weights());
        Assert.Contains("has the layers l1, l2; received none", error.Message);
    }

    [Fact]
    public void A_case_that_does_not_exist_names_those_that_do()
    {
        FileNotFoundException error = Assert.Throws<FileNotFoundException>(() => PublishedCase.Load("p99"));
        Assert.Contains("'p99'; found 0", error.Message);
        Assert.Contains("p01_published_lstm1_default_hs", error.Message);
    }

    [Fact]
    public void Figures_nobody_published_are_an_error_that_names_those_there_are()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => PublishedCase.Load("p02").Figure("l1:1"));
        Assert.Contains("has published figures for l1:0; received l1:1", error.Message);
    }

    [Fact]
    public void A_folder_that_is_nowhere_above_says_where_it_was_looked_for()
    {
        FileNotFoundException error = Assert.Throws<FileNotFoundException>(() => DataFolder.Find("no-such-folder"));
        Assert.Contains("There is no folder data/no-such-folder in", error.Message);
    }
}
