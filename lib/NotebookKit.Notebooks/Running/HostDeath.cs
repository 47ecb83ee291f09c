using System.Globalization;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Running;

/// <summary>What ended the process of a notebook in the middle of a cell, told from its exit code and its last words.</summary>
internal static class HostDeath
{
    /// <summary>The exit code of a process that its own runtime ended.</summary>
    public const int Aborted = 134;

    private const int MaxFrames = 12;
    private const string StackOverflow = "StackOverflow";

    // What the host of dotnet ends with, as the one byte that is left of its 0x8000_8081 to 0x8000_80A7.
    private const int FirstOfDotnet = 0x81, LastOfDotnet = 0xA7;

    /// <summary>The error to report for the cell.</summary>
    /// <param name="exitCode">The process's exit code; 128 + n after signal n, but also where it ended with that number itself.</param>
    /// <param name="lastWords">What the .NET runtime wrote to the process's standard error.</param>
    /// <param name="memoryLimit">The limit that the process had, in bytes.</param>
    /// <param name="memoryExceeded">Whether the runner ended the process because it exceeded the limit.</param>
    /// <param name="hasStarted">Whether the program had begun to run, so that dotnet's part was done.</param>
    internal static ErrorEvent Describe(
        int exitCode, string lastWords, long memoryLimit, bool memoryExceeded, bool hasStarted = true)
    {
        if (DescribeWords(lastWords) is { Name: StackOverflow } overflow)
        {
            return overflow;
        }
        if (memoryExceeded || lastWords.Contains("Out of memory", StringComparison.OrdinalIgnoreCase)
            || lastWords.Contains(nameof(OutOfMemoryException), StringComparison.Ordinal))
        {
            return Error(
                "OutOfMemory",
                string.Create(CultureInfo.InvariantCulture, $"The cell used up the memory limit of {memoryLimit >> 20} MB, which ended the "
                    + $"process. Use less, or raise the limit with --memory."),
                Frames(lastWords));
        }

        return DescribeWords(lastWords)
            ?? (!hasStarted && IsOfDotnet(exitCode, lastWords)
                ? NotStarted(exitCode, lastWords)
                : DescribeCode(exitCode, lastWords, hasStarted));
    }

    /// <summary>The error to report for the cell when the runtime said what happened.</summary>
    /// <param name="lastWords">What the .NET runtime wrote to the process's standard error.</param>
    /// <returns>Null when it said nothing.</returns>
    public static ErrorEvent? DescribeWords(string lastWords) =>
        lastWords.Contains("Stack overflow", StringComparison.Ordinal) ? Error(
            StackOverflow, "The cell overflowed the stack, which ends the process. Look for a method that calls itself without end.",
            Frames(lastWords))
        : lastWords.Split("Unhandled exception. ", 2) is [_, var rest] ? Error(
            "UnhandledException",
            $"An exception on a thread of its own ended the process: {rest.Split('\n')[0].Trim().TrimEnd('.')}. Catch it where it is "
                + "thrown.",
            Frames(lastWords))
        : Terminated(lastWords) is { } reason ? Error(
            "ProcessTerminated",
            $"The cell ended the process by Environment.FailFast or a failed assertion{(reason.Length > 0 ? ": " : "")}"
                + $"{reason.TrimEnd('.')}. Throw an exception instead, which the session survives.",
            Frames(lastWords))
        : null;

    private static ErrorEvent DescribeCode(int exitCode, string lastWords, bool hasStarted) => exitCode switch
    {
        137 => Error("ProcessKilled", "The system killed the process (SIGKILL), most often because the machine's memory ran out."),
        > 128 and <= 192 when EndsProcesses(exitCode - 128) => Error(
            "ProcessCrashed", Invariant($"Signal {exitCode - 128} ended the process; native code may have crashed."), Tail(lastWords)),
        _ when !hasStarted => Error("ProcessExited", Invariant(
            $"The process of the notebook ended with exit code {exitCode} before it took a cell."), Tail(lastWords)),
        _ => Error("ProcessExited", Invariant(
            $"The cell ended the process with exit code {exitCode}. A cell must not call Environment.Exit."), Tail(lastWords)),
    };

    /// <summary>
    /// Whether a signal ends a process that does nothing about it. The others stop it, let it go on, or do nothing: where a code looks
    /// like one of these, it is the process's own.
    /// </summary>
    private static bool EndsProcesses(int signal) =>
        signal is not ((>= 17 and <= 23) or 28) && !(OperatingSystem.IsMacOS() && signal is 16 or 29);

    /// <summary>
    /// Whether a process that never came to run was ended by dotnet. Its codes are those of signals too, and nothing but its words
    /// tells them apart: dotnet always says what is wrong, and what a signal ends says nothing.
    /// </summary>
    private static bool IsOfDotnet(int exitCode, string lastWords) => exitCode is >= FirstOfDotnet and <= LastOfDotnet
        && (!EndsProcesses(exitCode - 128) || !string.IsNullOrWhiteSpace(lastWords));

    private static ErrorEvent NotStarted(int exitCode, string lastWords)
    {
        List<string> words = [.. Tail(lastWords)];
        string remedy = lastWords.Contains("GC heap initialization failed", StringComparison.Ordinal)
            ? "Its memory limit is too small: raise it with --memory."
            : words.Count > 0 ? "What it wrote says what is missing or broken: install that anew, .NET itself or this program."
            : "It wrote nothing about it: install this program anew, or .NET itself.";
        string said = words.Count > 0 ? ": " + words[0].TrimEnd('.') : "";
        return Error("ProcessNotStarted", Invariant(
            $"dotnet could not start the process of the notebook (exit code {exitCode}, 0x{0x80008000 + exitCode:X8}){said}. {remedy}"),
            words);
    }

    /// <summary>What the runtime was given as the reason of its end; it stands between a line of the runtime's own and the
    /// frames.</summary>
    private static string? Terminated(string lastWords)
    {
        const string announcement = "Process terminated.";
        var lines = lastWords.Split('\n').Select(line => line.Trim()).ToList();
        int start = lines.FindIndex(line => line.StartsWith(announcement, StringComparison.Ordinal));
        return start < 0
            ? null
            : string.Join(
                ' ', lines.Skip(start).TakeWhile(line => !line.StartsWith("at ", StringComparison.Ordinal)))[announcement.Length..].Trim();
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static ErrorEvent Error(string name, string value, params IEnumerable<string> details) =>
        new(name, TerminalText.Visible(value), [TerminalText.Visible($"{name}: {value}"), .. details.Select(TerminalText.Visible)]);

    // The notebook's own frames: those above the first frame of the runtime that called them.
    private static IEnumerable<string> Frames(string lastWords) =>
        lastWords.Split('\n')
            .Select(line => line.TrimEnd())
            .Where(line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal))
            .SkipWhile(line => line.TrimStart().StartsWith("at System.", StringComparison.Ordinal))
            .TakeWhile(line => !line.TrimStart().StartsWith("at System.", StringComparison.Ordinal) && !line.TrimStart().StartsWith(
                "at NotebookKit.Notebooks.", StringComparison.Ordinal) && !line.Contains(".MoveNext()", StringComparison.Ordinal))
            .Take(MaxFrames);

    private static IEnumerable<string> Tail(string lastWords) =>
        lastWords.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).TakeLast(MaxFrames);
}
