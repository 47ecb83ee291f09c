using NotebookKit.Display.Tests.Support;

namespace NotebookKit.Display.Tests.Tables;

public class AnswerTableTests
{
    [Fact]
    public void Wrong_characters_are_marked()
    {
        AnswerTable table = Show.Answers(["123+456", "9+1", "<b>&"], ["578 ", "10", "1  "], ["579 ", "10", "1234"]);
        Snapshot.Match(Notebook.Show(table)["text/html"], "html");
        Snapshot.Match(Notebook.Show(table)["text/plain"], "txt");
        Assert.Equal((1, 3, 6, 10), (table.RightAnswers, table.Answers, table.RightCharacters, table.Characters));
    }

    [Fact]
    public void The_rest_is_counted()
    {
        string[] texts = [.. Enumerable.Range(0, 30).Select(i => $"{i}")];
        AnswerTable table = Show.Answers(texts, texts, texts, most: 5);
        Assert.EndsWith("… and 25 more", table.ToString());
        Assert.StartsWith("30 of 30 answers right (100.0 %), 50 of 50 characters right (100.0 %).", table.ToString());
    }

    [Fact]
    public void Counts_must_agree() => Assert.Equal(
        "Show.Answers: received 1 questions, 2 predicted and 1 true answers; expected as many of each, and at least one.",
        Assert.Throws<ArgumentException>(() => Show.Answers(["a"], ["b", "c"], ["d"])).Message);
}
