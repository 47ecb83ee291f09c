using System.CommandLine;

namespace NotebookKit.Tool.Tests;

public class NarrowTextTests
{
    private const string Text =
        """
        Each word of this paragraph
        stands in one column.

        Exit codes:
          0    all is well
          130  it was stopped by somebody
               who had no time
          Where several apply, the highest.
        """;

    [Fact]
    public void A_wide_terminal_shows_the_text_as_it_is_set() => Assert.Equal(Text, NarrowText.Fit(Text, 80));

    [Fact]
    public void A_narrow_one_breaks_it_between_words_and_keeps_the_columns_of_lists() => Assert.Equal(
        """
        Each word of this paragraph stands
        in one column.

        Exit codes:
          0    all is well
          130  it was stopped by somebody
               who had no time
          Where several apply, the
          highest.
        """, NarrowText.Fit(Text, 34));

    [Fact]
    public void Where_the_columns_leave_no_room_the_words_go_under_the_name() => Assert.Equal(
        "  a-long-name  its\n  words\n  unbreakable-word", NarrowText.Fit("  a-long-name  its words unbreakable-word", 18));

    [Theory]
    [InlineData(72)]
    [InlineData(60)]
    [InlineData(40)]
    public void The_help_of_every_command_keeps_its_words_and_loses_its_long_lines(int width)
    {
        var commands = CommandLine.Create().Subcommands.OfType<DetailedCommand>().ToList();
        Assert.NotEmpty(commands);
        foreach (DetailedCommand command in commands)
        {
            string fitted = NarrowText.Fit(command.Details, width);
            Assert.Equal(Words(command.Details), Words(fitted));
            Assert.All(fitted.Split('\n'), line => Assert.True(line.Length <= width, $"{command.Name}: {line}"));
        }
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
