using System.CommandLine;

namespace NotebookKit.Tool.Tests;

public sealed class OutputLimitOptionTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("501")]
    [InlineData("1.5")]
    [InlineData("ten")]
    [InlineData("99999999999999")]
    public void A_limit_that_is_none_is_a_wrong_usage_on_every_command_that_has_it(string value)
    {
        foreach (string[] command in (string[][])[["run"], ["test"], ["kernel", "--connection-file", "x"], ["jupyter", "install"]])
        {
            ParseResult parsed = CommandLine.Create().Parse([.. command, OutputLimitOption.Name, value]);

            Assert.Equal($"--output-limit expects megabytes from 1 to 500; received '{value}'.", Assert.Single(parsed.Errors).Message);
        }
    }

    [Fact]
    public void Nothing_said_is_ten_megabytes_and_not_written_into_a_kernelspec()
    {
        Option<int> option = OutputLimitOption.Create();
        var command = new System.CommandLine.RootCommand { option };

        Assert.Equal(10 << 20, OutputLimitOption.Bytes(command.Parse([]).GetValue(option)));
        Assert.Null(OutputLimitOption.IfGiven(command.Parse([]), option));
        Assert.Equal(50, OutputLimitOption.IfGiven(command.Parse(["--output-limit", "50"]), option));
    }
}
