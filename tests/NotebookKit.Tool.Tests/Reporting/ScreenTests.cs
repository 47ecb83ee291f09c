using NotebookKit.Tool.Reporting;

namespace NotebookKit.Tool.Tests.Reporting;

public sealed class ScreenTests
{
    [Theory]
    [InlineData(false, true, "xterm", null, true)]
    [InlineData(false, true, "xterm", "false", true)]
    [InlineData(false, true, "screen-256color", "", true)]
    [InlineData(true, true, "xterm", null, false)]
    [InlineData(false, false, "xterm", null, false)]
    [InlineData(false, true, "dumb", null, false)]
    [InlineData(false, true, null, null, false)]
    [InlineData(false, true, "xterm", "true", false)]
    [InlineData(false, true, "xterm", "1", false)]
    public void A_table_is_redrawn_only_where_somebody_watches(bool isRedirected, bool understands, string? term, string? ci, bool watched)
    {
        if (OperatingSystem.IsWindows() && term is null or "dumb")
        {
            return; // Windows has no TERM.
        }

        Assert.Equal(watched, Screen.IsWatched(isRedirected, understands, name => name == "CI" ? ci : name == "TERM" ? term : null));
    }
}
