using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NotebookKit.Notebooks.Comparing;

namespace NotebookKit.Tool;

/// <summary>The options that hold new outputs against saved ones.</summary>
/// <param name="always">Whether outputs are compared without being asked to.</param>
internal sealed class CompareArguments(bool always)
{
    /// <summary>What the help of the command says of comparing: lines of at most 80 characters.</summary>
    public const string Help =
        """
        With --compare (notebookkit check always compares) outputs must be the saved
        ones: text the same but for numbers, numbers within |new - saved| <= atol +
        rtol * |saved|, whole numbers the same, HTML, JSON and SVG by structure, PNG by
        pixels. Times, dates, durations, GUIDs, addresses (0x...), white space at the
        ends of lines and the order of a dictionary count for nothing.
        A cell says otherwise in its metadata:
          "notebookkit": {"compare": {"rtol": 1e-3, "atol": 1e-3, "integers": true,
            "ignore": true or ["image/png", "stderr"], "exact": ["date"],
            "pixels": 0.01}}
        or with nbval's tags and comments: nbval-ignore-output, nbval-check-output,
        nbval-skip, nbval-raises-exception; // NBVAL_IGNORE_OUTPUT and so on.


        """;

    private readonly Option<bool> _compare = new("--compare")
    {
        Description = "Hold the outputs against those that are saved in the notebooks.",
    };

    private readonly Option<bool> _onlyMarked = new("--compare-marked")
    {
        Description = "Compare only cells marked nbval-check-output, as nbval --nbval-lax does.",
    };

    private readonly Option<double> _rtol = ToleranceOption(
        "--rtol", "How far a number may be from the saved one, as a part of it.", ComparisonOptions.DefaultRelativeTolerance);

    private readonly Option<double> _atol = ToleranceOption(
        "--atol", "How far a number may be from the saved one, whatever that is.", ComparisonOptions.DefaultAbsoluteTolerance);

    private readonly Option<bool> _integers = new("--tolerant-integers")
    {
        Description = "Let whole numbers have the tolerance too.",
    };

    private readonly Option<FileInfo[]> _sanitize = new("--sanitize")
    {
        Description = "A file of patterns to ignore, as nbval's --nbval-sanitize-with; may be given several times.",
        HelpName = "FILE",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_compare, _onlyMarked, _rtol, _atol, _integers, _sanitize])
        {
            if (!always || option != _compare)
            {
                command.Options.Add(option);
            }
        }

        command.Validators.Add(result =>
        {
            var given =
                ((Option[])[_rtol, _atol, _integers, _sanitize]).Where(option => result.Has(option)).ToList();
            if (!IsAsked(result) && given.Count > 0)
            {
                result.AddError($"{given[0].Name} has a meaning only with --compare.");
            }
        });
    }

    /// <summary>What the user asked for; null to compare nothing.</summary>
    /// <exception cref="CompareException">A file of patterns is not as it should be.</exception>
    public ComparisonOptions? Read(ParseResult parsed)
    {
        if (!IsAsked(parsed.CommandResult))
        {
            return null;
        }

        IgnoredPatterns patterns = IgnoredPatterns.Default;
        foreach (FileInfo file in parsed.GetValue(_sanitize) ?? [])
        {
            try
            {
                patterns = SanitizeFile.Load(file.ToString(), patterns);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new CompareException($"{file}: the file of patterns cannot be read: {error.Message}");
            }
        }

        return new ComparisonOptions
        {
            RelativeTolerance = parsed.GetValue(_rtol),
            AbsoluteTolerance = parsed.GetValue(_atol),
            TolerantIntegers = parsed.GetValue(_integers),
            OnlyMarked = parsed.GetValue(_onlyMarked),
            Patterns = patterns,
        };
    }

    private bool IsAsked(CommandResult result) => always || result.IsOn(_compare) || result.IsOn(_onlyMarked);

    private static Option<double> ToleranceOption(string name, string description, double byDefault) => new(name)
    {
        Description = description,
        HelpName = "NUMBER",
        DefaultValueFactory = _ => byDefault,
        CustomParser = result => ExecutionArguments.Parse<double>(
            result, name, "a number from 0 up, such as 1e-3", number => number >= 0 && double.IsFinite(number)),
    };
}
