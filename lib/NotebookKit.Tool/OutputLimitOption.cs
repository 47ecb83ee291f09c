using System.CommandLine;
using System.Globalization;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool;

/// <summary>The option that bounds a cell's outputs, which <c>run</c>, <c>test</c> and the kernel share.</summary>
internal static class OutputLimitOption
{
    /// <summary>The option's name.</summary>
    public const string Name = "--output-limit";

    // An ipynb of more cannot be opened by any front end; a limit that is no limit would be a trap.
    private const int Most = 500;

    /// <summary>A new option, in megabytes.</summary>
    public static Option<int> Create() => new(Name)
    {
        Description = "How much a cell may show; what exceeds it is left out with a sentence that says so, and the cell goes on.",
        HelpName = "MB",
        DefaultValueFactory = _ => (int)(OutputLimit.Default >> 20),
        CustomParser = result => ExecutionArguments.Parse<int>(
            result, Name, string.Create(CultureInfo.InvariantCulture, $"megabytes from 1 to {Most}"),
            megabytes => megabytes is >= 1 and <= Most),
    };

    /// <summary>The megabytes, when they stand on the command line.</summary>
    public static int? IfGiven(ParseResult result, Option<int> option) =>
        result.CommandResult.Has(option) ? result.GetValue(option) : null;

    /// <summary>The bytes that so many megabytes are.</summary>
    public static long Bytes(int megabytes) => (long)megabytes << 20;
}
