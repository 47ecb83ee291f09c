using NotebookKit.Layers;

namespace NotebookKit.Lessons.Tests;

public class ExpectedErrorTests
{
    [Fact]
    public void A_mistake_gives_its_error()
    {
        var refusal = ExpectedError.Of(() => new LSTM(0, name: "lstm"));
        ExpectedErrorRow row = Assert.Single(refusal.Rows);
        Assert.Equal("new LSTM(0, name: \"lstm\")", row.Code);
        Assert.IsAssignableFrom<ArgumentException>(row.Error);
        Assert.Equal($"{row.Error.GetType().Name}: {row.Error.Message}", refusal.ToString());
    }

    [Fact]
    public void Several_mistakes_stand_each_after_its_code()
    {
        ExpectedError refusal = ExpectedError.Of(() => throw new ArgumentException("first")).And(() =>
        {
            throw new InvalidOperationException("second");
        });
        Assert.Equal(
            "throw new ArgumentException(\"first\")\nArgumentException: first\n\n"
                + "throw new InvalidOperationException(\"second\");\nInvalidOperationException: second",
            refusal.ToString());
    }

    [Fact]
    public void What_is_not_supported_is_refused_too()
    {
        var refusal = ExpectedError.Of(() => throw new NotSupportedException("cannot go over"));
        Assert.Equal("NotSupportedException: cannot go over", refusal.ToString());
    }

    [Fact]
    public void A_mistake_that_goes_through_is_an_error()
    {
        NoErrorException error = Assert.Throws<NoErrorException>(() => ExpectedError.Of(() => new LSTM(2)));
        Assert.Equal("This was expected to be refused, but it went through: new LSTM(2)", error.Message);
    }

    [Fact]
    public void Errors_that_are_no_refusals_are_thrown_on() =>
        Assert.Throws<DivideByZeroException>(() => ExpectedError.Of(() => throw new DivideByZeroException()));
}
