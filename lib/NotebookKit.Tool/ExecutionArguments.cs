using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Running.Original;

namespace NotebookKit.Tool;

/// <summary>The argument and options that <c>run</c> and <c>test</c> share.</summary>
internal sealed class ExecutionArguments
{
    internal const double MaxSeconds = int.MaxValue / 1000;

    private readonly Argument<string[]> _paths = NotebookPaths.Argument();

    private readonly Option<double> _timeout = new("--timeout")
    {
        Description = "How long a cell may run; 0 for no limit. \"execution\": {\"timeout\": n} in the metadata of a cell or "
            + "notebook goes before it.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => RunOptions.DefaultCellTimeout.TotalSeconds,
    };

    private readonly Option<double> _runTimeout = new("--run-timeout")
    {
        Description = "How long the whole run may take; what was produced until then is still saved. 0 for no limit.",
        HelpName = "SECONDS",
    };

    private readonly Option<double> _notebookTimeout = new("--notebook-timeout")
    {
        Description = "How long one notebook may take. 0 for no limit.",
        HelpName = "SECONDS",
    };

    private readonly Option<bool> _failFast = new("--fail-fast", "-x") { Description = "Stop at the first notebook that does not pass." };

    private readonly Option<int> _jobs = new("--jobs", "-j")
    {
        Description = "How many notebooks execute at once; by default as many as there are cores.",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private readonly Option<int?> _memory = new("--memory")
    {
        Description = "The limit of a notebook's managed memory; by default three quarters of the machine's, divided by the notebooks "
            + "that execute at once.",
        HelpName = "MB",
    };

    private readonly Option<int> _outputLimit = OutputLimitOption.Create();

    private readonly Option<string[]> _parameters = new("--parameter", "-p")
    {
        Description = "Set a variable of the cell tagged parameters, as papermill does; may be given several times.",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<OriginalCommand?> _kernel = KernelOption.Create();

    private readonly SelectionOptions _selection = new();

    private readonly Option<int> _durations = new("--durations")
    {
        Description = "Show the N cells that took longest.",
        HelpName = "N",
    };

    public ExecutionArguments()
    {
        string seconds = string.Create(CultureInfo.InvariantCulture, $"seconds from 0 to {MaxSeconds}");
        _timeout.CustomParser = result => ParseSeconds(result, "--timeout", seconds);
        _runTimeout.CustomParser = result => ParseSeconds(result, "--run-timeout", seconds);
        _notebookTimeout.CustomParser = result => ParseSeconds(result, "--notebook-timeout", seconds);
        _jobs.CustomParser = result => ParseNumber(result, "--jobs", 1);
        _memory.CustomParser = result => ParseNumber(result, "--memory", 100);
        _durations.CustomParser = result => ParseNumber(result, "--durations", 1);
        _parameters.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) <= 0))
            {
                result.AddError($"-p expects NAME=VALUE, for example epochs=3; received '{token.Value}'.");
            }
        });
    }

    public void AddTo(Command command)
    {
        command.Arguments.Add(_paths);
        _selection.AddTo(command);
        foreach (Option option in (Option[])[
            _failFast, _timeout, _notebookTimeout, _runTimeout, _jobs, _memory, _outputLimit, _parameters, _durations, _kernel])
        {
            command.Options.Add(option);
        }
    }

    public bool HasParameters(SymbolResult result) => result.GetResult(_parameters) is { Tokens.Count: > 0 };

    public bool HasCellFilter(SymbolResult result) => _selection.IsAboutCells(result);

    /// <summary>What the user asked for.</summary>
    /// <param name="parsed">The arguments, without errors.</param>
    /// <param name="excludedFolder">A folder that is not searched, since the command writes there.</param>
    public ExecutionRequest Read(ParseResult parsed, string? excludedFolder)
    {
        double seconds = parsed.GetValue(_timeout);
        double runSeconds = parsed.GetValue(_runTimeout);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string parameter in parsed.GetValue(_parameters) ?? [])
        {
            string[] parts = parameter.Split('=', 2);
            values[parts[0]] = parts[1];
        }

        Selection chosen = _selection.Read(parsed);
        return new ExecutionRequest(parsed.GetValue(_paths) ?? [], excludedFolder, chosen, new RunOptions
        {
            CellTimeout = seconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds),
            RunTimeout = runSeconds == 0 ? null : TimeSpan.FromSeconds(runSeconds),
            NotebookTimeout = parsed.GetValue(_notebookTimeout) is > 0 and var most ? TimeSpan.FromSeconds(most) : null,
            KeepOutputs = false,
            Original = parsed.GetValue(_kernel),
            StopAtFirstFailure = parsed.GetValue(_failFast),
            Filter = chosen.Filter,
            Jobs = parsed.GetValue(_jobs),
            MemoryLimit = parsed.GetValue(_memory) is { } megabytes ? (long)megabytes << 20 : null,
            OutputLimit = OutputLimitOption.Bytes(parsed.GetValue(_outputLimit)),
            Parameters = values,
        }, parsed.GetValue(_durations));
    }

    internal static double ParseSeconds(ArgumentResult result, string option, string expected, double least = 0) =>
        Parse<double>(result, option, expected, seconds => seconds >= least && seconds <= MaxSeconds);

    internal static int ParseNumber(ArgumentResult result, string option, int least) => Parse<int>(
        result, option, string.Create(CultureInfo.InvariantCulture, $"a number from {least} up"), number => number >= least);

    /// <summary>Reads the value of an option that is a number.</summary>
    /// <param name="result">What was written.</param>
    /// <param name="option">The option's name.</param>
    /// <param name="expected">What it expects, in words.</param>
    /// <param name="fits">Whether a number is one that it expects.</param>
    internal static T Parse<T>(ArgumentResult result, string option, string expected, Func<T, bool> fits)
        where T : struct, IParsable<T>
    {
        string text = result.Tokens[0].Value;
        // 1,5 is 15 to the parser, which takes the comma for one between thousands.
        if (text.Contains(',') || !T.TryParse(text, CultureInfo.InvariantCulture, out T number) || !fits(number))
        {
            result.AddError($"{option} expects {expected}; received '{text}'.");
            return default;
        }

        return number;
    }
}

/// <summary>What the user asked to execute, and how.</summary>
/// <param name="Paths">Files and folders; none for the default.</param>
/// <param name="ExcludedFolder">A folder that is not searched.</param>
/// <param name="Selection">Which of the notebooks there.</param>
/// <param name="Options">How to execute.</param>
/// <param name="Durations">How many of the slowest cells to show.</param>
internal sealed record ExecutionRequest(
    IReadOnlyList<string> Paths, string? ExcludedFolder, Selection Selection, RunOptions Options, int Durations);
