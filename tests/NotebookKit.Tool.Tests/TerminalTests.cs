using System.Diagnostics;
using NotebookKit.Tests.Shared;
using NotebookKit.Tool.Tests.Reporting;

namespace NotebookKit.Tool.Tests;

/// <summary>The command on a real terminal of a given width: a pseudo-terminal that <c>script</c> opens.</summary>
public sealed class TerminalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public async Task The_table_fits_and_names_the_running_cell(int width)
    {
        string script = RequiredTool.Executable("script", "bsdutils");
        _folder.Add("notebooks/01-a-lesson-with-a-long-name-that-does-not-fit-everywhere.ipynb", "1 + 1",
            "// a line\nwhile (!System.IO.File.Exists(\"../seen\")) await Task.Delay(10);");
        _folder.Add("notebooks/02-short.ipynb", "throw new Exception(\"\\u001b]0;x\\u0007\");");

        string written = await RunAsync(
            script, $"stty cols {width} rows 24; '{BuiltTool.DotNet}' '{BuiltTool.Assembly}' test --jobs 1", "xterm", until: "2: ");

        // The table is gone when the run has ended: what is left is what stood before, and the summary.
        var grid = new TerminalGrid(width, 40);
        grid.Write(written.Replace("\r\n", "\n", StringComparison.Ordinal));
        Assert.True(grid.Wraps == 0, grid.Text);
        Assert.Contains("1 passed, 1 failed", grid.Text);
        Assert.Contains("02-short", grid.Text);
        Assert.DoesNotContain("\x1b]0;x", written, StringComparison.Ordinal);
        Assert.EndsWith("\x1b[?25h", written[..(written.LastIndexOf("?25h", StringComparison.Ordinal) + 4)]);
    }

    [Theory]
    [InlineData("dumb", "")]
    [InlineData("", "", Traits = ["Category", "Endurance"])]
    [InlineData("xterm", "CI=true")]
    public async Task Where_nothing_can_be_redrawn_there_are_plain_lines(string term, string variable)
    {
        string script = RequiredTool.Executable("script", "bsdutils");
        _folder.Add("notebooks/a.ipynb", "1");

        string written = await RunAsync(script, $"{variable} '{BuiltTool.DotNet}' '{BuiltTool.Assembly}' test", term);

        Assert.DoesNotContain('\x1b', written);
        Assert.Contains("passed    notebooks/a.ipynb  1/1 cells", written);
        Assert.EndsWith("1 passed, 0 failed", written.Trim());
    }

    [Fact]
    public async Task NO_COLOR_leaves_the_table_and_takes_its_colours()
    {
        string script = RequiredTool.Executable("script", "bsdutils");
        _folder.Add("notebooks/a.ipynb", "throw new Exception(\"it broke\");");

        string written = await RunAsync(script, $"NO_COLOR=1 '{BuiltTool.DotNet}' '{BuiltTool.Assembly}' test", "xterm");

        Assert.Contains("Running cell", written);
        Assert.Contains("it broke", written);
        Assert.DoesNotMatch("\x1b\\[[0-9;]*3[0-9]m", written);
    }

    [Fact]
    public async Task Where_the_locale_has_no_Unicode_the_table_is_ASCII()
    {
        string script = RequiredTool.Executable("script", "bsdutils");
        _folder.Add("notebooks/a.ipynb", "1");

        string written = await RunAsync(script, $"LC_ALL=en_US.ISO-8859-1 '{BuiltTool.DotNet}' '{BuiltTool.Assembly}' test", "xterm");

        Assert.Contains("+ ", written);
        Assert.DoesNotContain('?', written.Replace("\x1b[?", ""));
        Assert.DoesNotContain(written, c => c > '~');
    }

    // Once a text was seen, the file "seen" is there for the cell that waits for it.
    private async Task<string> RunAsync(string script, string command, string term, string? until = null)
    {
        var start = new ProcessStartInfo(script, ["-q", "-c", command, "/dev/null"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (string name in new[] { "CI", "NO_COLOR", "TERM", "GITHUB_ACTIONS" })
        {
            start.Environment.Remove(name);
        }

        start.Environment["TERM"] = term;
        using Process process = Process.Start(start)!;
        string written = "";
        char[] buffer = new char[4096];
        while (await process.StandardOutput.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var count)
        {
            written += new string(buffer, 0, count);
            if (until is not null && written.Contains(until, StringComparison.Ordinal))
            {
                File.WriteAllText(_folder.File("seen"), "");
            }
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        // How the keypad speaks is the .NET runtime's to say, on any terminal.
        return written.Replace("\x1b[?1h", "", StringComparison.Ordinal).Replace("\x1b=", "", StringComparison.Ordinal)
            .Replace("\x1b[?1l", "", StringComparison.Ordinal).Replace("\x1b>", "", StringComparison.Ordinal);
    }
}
