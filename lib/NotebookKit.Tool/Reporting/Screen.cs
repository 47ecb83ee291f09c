using Spectre.Console;

namespace NotebookKit.Tool.Reporting;

/// <summary>Where the command writes: what it can show, and how large it is.</summary>
/// <param name="Console">The console.</param>
/// <param name="IsTerminal">Whether a person reads along, on something that can move its cursor.</param>
internal sealed record Screen(IAnsiConsole Console, bool IsTerminal)
{
    private const int UsualHeight = 24;

    /// <summary>The process's own.</summary>
    public static Screen Here() => new(AnsiConsole.Console, IsWatched(
        System.Console.IsOutputRedirected, AnsiConsole.Profile.Capabilities.Ansi, Environment.GetEnvironmentVariable));

    /// <summary>Whether texts may be coloured.</summary>
    public bool HasColours => IsTerminal && Console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors;

    /// <summary>Whether more than ASCII can be written.</summary>
    public bool HasUnicode => Console.Profile.Capabilities.Unicode;

    /// <summary>The columns.</summary>
    public int Width => Math.Max(1, Console.Profile.Width);

    /// <summary>The rows.</summary>
    public int Height => Console.Profile.Height is > 0 and var height ? height : UsualHeight;

    /// <summary>Where the command's lines go.</summary>
    public TextWriter Output => Console.Profile.Out.Writer;

    /// <summary>Whether a table may be redrawn in place.</summary>
    /// <param name="isRedirected">Whether the output goes to a file or a pipe.</param>
    /// <param name="understandsSequences">Whether the terminal says (TERM) that it understands escape sequences.</param>
    /// <param name="environment">Looks up an environment variable. CI services set CI, and keep every frame in their logs.</param>
    public static bool IsWatched(bool isRedirected, bool understandsSequences, Func<string, string?> environment) =>
        !isRedirected && understandsSequences && environment("TERM") is not (null or "" or "dumb") | OperatingSystem.IsWindows()
        && environment("CI") is null or "" or "0" or "false";
}
