using System.Diagnostics;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

public sealed class ShellWordTests
{
    [Theory]
    [InlineData("notebooks/01-first.ipynb", "notebooks/01-first.ipynb")]
    [InlineData("Übung/größe_2.dib", "Übung/größe_2.dib")]
    [InlineData("odd name.ipynb", "'odd name.ipynb'")]
    [InlineData("it's.ipynb", @"'it'\''s.ipynb'")]
    [InlineData("a$HOME`b`.ipynb", "'a$HOME`b`.ipynb'")]
    [InlineData("~/a*.ipynb", "'~/a*.ipynb'")]
    [InlineData("a\n\u001b]'\\.ipynb", @"$'a\n\u001b]\'\\.ipynb'")]
    [InlineData("", "''")]
    public void On_Unix_what_a_shell_would_touch_is_in_single_quotes(string word, string quoted) =>
        Assert.Equal(quoted, ShellWord.ForUnix(word));

    [Theory]
    [InlineData(@"C:\notebooks\a.ipynb", @"C:\notebooks\a.ipynb")]
    [InlineData(@"C:\My notebooks\a.ipynb", @"""C:\My notebooks\a.ipynb""")]
    [InlineData("a&b.ipynb", "\"a&b.ipynb\"")]
    [InlineData("it's $x.ipynb", "'it''s $x.ipynb'")]
    public void On_Windows_double_quotes_hold_it_together_in_either_shell(string word, string quoted) =>
        Assert.Equal(quoted, ShellWord.ForWindows(word));

    [Fact]
    public async Task A_command_that_is_suggested_can_be_pasted()
    {
        Platform.UnixOnly("the shell is bash.");
        using var folder = new TemporaryFolder();
        folder.Add("an odd one.ipynb", "1");

        (int code, _, string error) = await BuiltTool.RunAsync(folder.Path, "an odd one.ipynb");

        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.StartsWith(
            "notebookkit: 'an odd one.ipynb' is not a command. To execute it: notebookkit run 'an odd one.ipynb'\n", error);
    }

    [Theory]
    [InlineData("odd name")]
    [InlineData("it's \"both\" $HOME `ls` \\ ! # & ; | < > ( ) * ? [a] ~")]
    [InlineData("two\nlines\tand \u001b[31m \u0007 é")]
    public async Task A_shell_gives_the_word_back(string word)
    {
        Platform.UnixOnly("the shell is bash.");
        var start = new ProcessStartInfo(RequiredTool.Executable("bash", "bash"), ["-c", $"printf %s {ShellWord.ForUnix(word)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";

        Assert.Equal((0, word, ""), await BuiltTool.RunAsync(start));
    }
}
