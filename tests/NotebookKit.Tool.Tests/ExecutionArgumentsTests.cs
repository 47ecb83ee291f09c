namespace NotebookKit.Tool.Tests;

public sealed class ExecutionArgumentsTests
{
    [Theory]
    [InlineData("--timeout", "1,5")]
    [InlineData("--timeout", "-1")]
    [InlineData("--timeout", "NaN")]
    [InlineData("--jobs", "1,000")]
    [InlineData("--jobs", "0")]
    [InlineData("--rtol", "0,01")]
    [InlineData("--rtol", "∞")]
    public void What_is_not_the_number_that_an_option_expects_is_a_wrong_usage(string option, string value)
    {
        string error = Assert.Single(CommandLine.Create().Parse(["check", option, value]).Errors).Message;

        Assert.StartsWith($"{option} expects ", error, StringComparison.Ordinal);
        Assert.EndsWith($"; received '{value}'.", error, StringComparison.Ordinal);
    }
}
