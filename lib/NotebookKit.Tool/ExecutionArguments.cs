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

    private readonly Argument<string[]> paths = NotebookPaths.Argument();

    private readonly Option<double> timeout = new("--timeout")
    {
        Description = "How long a cell may run; 0 for no limit. \"execution\": {\"timeout\": n} in the metadata of a cell or notebook goes before it.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => RunOptions.DefaultCellTimeout.TotalSeconds,
    };

    private readonly Option<double> runTimeout = new("--run-timeout")
    {
        Description = "How long the whole run may take; what was produced until then is still saved. 0 for no limit.",
        HelpName = "SECONDS",
    };

    private readonly Option<double> notebookTimeout = new("--notebook-timeout")
    {
        Description = "How long one notebook may take. 0 for no limit.",
        HelpName = "SECONDS",
    };

    private readonly Option<bool> failFast = new("--fail-fast", "-x") { Description = "Stop at the first notebook that does not pass." };

    private readonly Option<int> jobs = new("--jobs", "-j")
    {
        Description = "How many notebooks execute at once; by default as many as there are cores.",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private readonly Option<int?> memory = new("--memory")
    {
        Description = "The limit of a notebook's managed memory; by default three quarters of the machine's, divided by the notebooks that execute at once.",
        HelpName = "MB",
    };

    private readonly Option<int> outputLimit = OutputLimitOption.Create();

    private readonly Option<string[]> parameters = new("--parameter", "-p")
    {
        Description = "Set a variable of the cell tagged parameters, as papermill does; may be given several times.",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<OriginalCommand?> kernel = KernelOption.Create();

    private readonly SelectionOptions selection = new();

    private readonly Option<int> durations = new("--durations")
    {
        Description = "Show the N cells that took longest.",
        HelpName = "N",
    };

    public ExecutionArguments()
    {
        var seconds = string.Create(CultureInfo.InvariantCulture, $"seconds from 0 to {MaxSeconds}");
        timeout.CustomParser = result => ParseSeconds(result, "--timeout", seconds);
        runTimeout.CustomParser = result => ParseSeconds(result, "--run-timeout", seconds);
        notebookTimeout.CustomParser = result => ParseSeconds(result, "--notebook-timeout", seconds);
        jobs.CustomParser = result => ParseNumber(result, "--jobs", 1);
        memory.CustomParser = result => ParseNumber(result, "--memory", 100);
        durations.CustomParser = result => ParseNumber(result, "--durations", 1);
        parameters.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) <= 0))
                result.AddError($"-p expects NAME=VALUE, for example epochs=3; received '{token.Value}'.");
        });
    }

    public void AddTo(Command command)
    {
        command.Arguments.Add(paths);
        selection.AddTo(command);
        foreach (var option in (Option[])[failFast, timeout, notebookTimeout, runTimeout, jobs, memory, outputLimit, parameters, durations, kernel])
        {
            command.Options.Add(option);
        }
    }

    public bool HasParameters(SymbolResult result) => result.GetValue(parameters) is { Length: > 0 };

    public bool HasCellFilter(SymbolResult result) => selection.IsAboutCells(result);

    /// <summary>What the user asked for.</summary>
    /// <param name="parsed">The arguments, without errors.</param>
    /// <param name="excludedFolder">A folder that is not searched, since the command writes there.</param>
    public ExecutionRequest Read(ParseResult parsed, string? excludedFolder)
    {
        var seconds = parsed.GetValue(timeout);
        var runSeconds = parsed.GetValue(runTimeout);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in parsed.GetValue(parameters) ?? [])
        {
            var parts = parameter.Split('=', 2);
            values[parts[0]] = parts[1];
        }

        var chosen = selection.Read(parsed);
        return new ExecutionRequest(parsed.GetValue(paths) ?? [], excludedFolder, chosen, new RunOptions
        {
            CellTimeout = seconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds),
            RunTimeout = runSeconds == 0 ? null : TimeSpan.FromSeconds(runSeconds),
            NotebookTimeout = parsed.GetValue(notebookTimeout) is > 0 and var most ? TimeSpan.FromSeconds(most) : null,
            KeepOutputs = false,
            Original = parsed.GetValue(kernel),
            StopAtFirstFailure = parsed.GetValue(failFast),
            Filter = chosen.Filter,
            Jobs = parsed.GetValue(jobs),
            MemoryLimit = parsed.GetValue(memory) is { } megabytes ? (long)megabytes << 20 : null,
            OutputLimit = OutputLimitOption.Bytes(parsed.GetValue(outputLimit)),
            Parameters = values,
        }, parsed.GetValue(durations));
    }

    internal static double ParseSeconds(ArgumentResult result, string option, string expected, double least = 0)
    {
        var text = result.Tokens[0].Value;
        if (double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds >= least && seconds <= MaxSeconds)
        {
            return seconds;
        }
        result.AddError($"{option} expects {expected}; received '{text}'.");
        return 0;
    }

    internal static int ParseNumber(ArgumentResult result, string option, int least)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least) return number;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option} expects a number from {least} up; received '{text}'."));
        return least;
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
