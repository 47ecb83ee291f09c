using NotebookKit.Notebooks.Comparing;

namespace NotebookKit.Notebooks.Tests.Comparing;

public sealed class TextComparisonTests
{
    [Theory]
    [InlineData("loss: 0.1234567", "loss: 0.1234568")]
    [InlineData("loss: 0.1234567\r\naccuracy 1.5\r\n", "loss: 0.1234567  \naccuracy 1.5\n\n")]
    [InlineData("NaN and NaN", "NaN and nan")]
    [InlineData("[1.5e-3, -∞]", "[0.0015, -Infinity]")]
    [InlineData("|    1.000001 |", "| 1.0000014 |")]
    [InlineData("-0", "0")]
    [InlineData("0.00000000012", "0.00000000015")]
    public void Numbers_within_the_tolerance_are_the_same(string saved, string came) => Assert.Empty(Cells.CompareText(saved, came));

    [Theory]
    [InlineData("loss: 0.1234567", "loss: 0.1244567", "0.1234567 became 0.1244567: off by 0.001 (0.81%), where 1.24E-06 is allowed")]
    [InlineData("epoch 3 of 10", "epoch 3 of 11", "10 became 11; whole numbers must be the same")]
    [InlineData("(1, 3, 1)", "(1, 3, 2)", "1 became 2; whole numbers must be the same")]
    [InlineData("1.5", "NaN", "1.5 became NaN")]
    [InlineData("∞", "1.0", "∞ became 1.0")]
    [InlineData("a-1", "a-2", "1 became 2; whole numbers must be the same")]
    [InlineData("version 1.2.3", "version 1.2.4", "the text differs")]
    [InlineData("layer_12", "layer_13", "the text differs")]
    [InlineData("a b", "a  b", "the white space differs")]
    [InlineData("one\ntwo\nthree", "one\nthree", "1 line was lost")]
    [InlineData("one\nthree", "one\ntwo\n2\nthree", "2 lines came that were not saved")]
    [InlineData("Ada 3\nBob 2\nCy 1", "Bob 2\nAda 3\nCy 1", "2 lines came in another order")]
    [InlineData("007", "7", "007 became 7; whole numbers must be the same")]
    public void What_differs_is_said(string saved, string came, string reason) =>
        Assert.Equal(reason, Assert.Single(Cells.CompareText(saved, came)).Reason);

    [Fact]
    public void A_difference_shows_both_sides_and_the_place()
    {
        OutputDifference difference = Assert.Single(Cells.CompareText("a\nb 1.5\nc", "a\nb 2.5\nc"));

        Assert.Equal("output 1, stdout, line 2", difference.Where);
        Assert.Equal("b 1.5", difference.Saved);
        Assert.Equal("b 2.5", difference.Came);
    }

    [Fact]
    public void Tolerances_are_the_users()
    {
        Assert.Empty(Cells.CompareText("100.0", "101.0", new ComparisonOptions { RelativeTolerance = 0.01 }));
        Assert.Empty(Cells.CompareText("0.0", "0.5", new ComparisonOptions { AbsoluteTolerance = 0.5 }));
        Assert.Empty(Cells.CompareText("100", "101", new ComparisonOptions { RelativeTolerance = 0.01, TolerantIntegers = true }));
        Assert.NotEmpty(Cells.CompareText("100", "101", new ComparisonOptions { RelativeTolerance = 0.01 }));
    }

    [Theory]
    [InlineData("{\"b\": 1, \"a\": [1, 2]}", "{\"a\": [1, 2], \"b\": 1}")]
    [InlineData("{'b': 'x, y', 'a': (1, 2)}", "{'a': (1, 2), 'b': 'x, y'}")]
    [InlineData("{'q', 'w', 'e'}", "{'e', 'q', 'w'}")]
    [InlineData("ImmutableDictionary<String,Int32>\n      - Key: a\n        Value: 2\n      - Key: c\n        Value: 4",
        "ImmutableDictionary<String,Int32>\n      - Key: c\n        Value: 4\n      - Key: a\n        Value: 2")]
    public void The_order_of_a_dictionary_counts_for_nothing(string saved, string came) => Assert.Empty(Cells.CompareText(saved, came));

    [Theory]
    [InlineData("{'b': 1, 'a': 2}", "{'a': 1, 'b': 2}")]
    [InlineData("{ A = 1, B = 2 }", "{ B = 2, A = 1 }")]
    [InlineData("[ b, a ]", "[ a, b ]")]
    [InlineData("SortedList<Int32>\n  - Key: a\n  - Key: b", "SortedList<Int32>\n  - Key: b\n  - Key: a")]
    public void The_order_of_anything_else_counts_and_so_do_values(string saved, string came) =>
        Assert.NotEmpty(Cells.CompareText(saved, came));

    [Fact]
    public void Long_outputs_are_compared_and_shown_short()
    {
        string line = new('x', 20_000);
        string saved = string.Join('\n', Enumerable.Range(0, 20_000)), came = string.Join('\n', Enumerable.Range(1, 20_000));

        OutputDifference difference = Assert.Single(Cells.CompareText(saved + line, came + line));

        Assert.True(difference.Saved!.Length < 2000);
        Assert.True(Assert.Single(Cells.CompareText(line + 1, line + 2)).Came!.Length < 300);
    }
}
