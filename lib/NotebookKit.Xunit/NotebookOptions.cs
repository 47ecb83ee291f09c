using NotebookKit.Notebooks.Comparing;
using NotebookKit.Notebooks.Running;
using NotebookKit.Xunit.Hosting;

namespace NotebookKit.Xunit;

/// <summary>What an attribute asks for, as the runner takes it.</summary>
internal static class NotebookOptions
{
    private const long Megabyte = 1L << 20;
    private const long LeastMemory = 1L << 30;

    /// <summary>The options of the runner.</summary>
    /// <exception cref="FormatException">A property of the attribute has a value that means nothing; the message names it.</exception>
    public static RunOptions Of(NotebooksAttribute attribute) => new()
    {
        Host = TestHost.Command(),
        Jobs = 1,
        CellTimeout = attribute.Timeout == 0
            ? RunOptions.DefaultCellTimeout
            : Time(nameof(attribute.Timeout), attribute.Timeout, least: -1),
        NotebookTimeout = attribute.NotebookTimeout == 0
            ? null
            : Time(nameof(attribute.NotebookTimeout), attribute.NotebookTimeout, least: 0),
        ContinueAfterError = attribute.ContinueAfterError,
        Filter = FilterOf(attribute),
        Parameters = ParametersOf(attribute),
        MemoryLimit = attribute.Memory switch
        {
            0 => Math.Max(LeastMemory, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3 / Environment.ProcessorCount),
            >= 100 => attribute.Memory * Megabyte,
            var few => throw new FormatException($"[Notebooks]: Memory is in megabytes, from 100 up, or 0; received {few}."),
        },
        Compare = attribute.Compare
            ? new ComparisonOptions
            {
                RelativeTolerance = Tolerance(nameof(attribute.RelativeTolerance), attribute.RelativeTolerance),
                AbsoluteTolerance = Tolerance(nameof(attribute.AbsoluteTolerance), attribute.AbsoluteTolerance),
            }
            : null,
    };

    /// <summary>The filter; null for none.</summary>
    /// <exception cref="FormatException">A term cannot be read.</exception>
    public static NotebookFilter? FilterOf(NotebooksAttribute attribute)
    {
        try
        {
            return attribute.Filter.Length == 0 ? null : NotebookFilter.Parse(attribute.Filter);
        }
        catch (FormatException error)
        {
            throw new FormatException("[Notebooks]: " + error.Message.Replace("--filter", "Filter", StringComparison.Ordinal), error);
        }
    }

    /// <summary>A message of the runner, which names options of the command, with the properties that stand for them here.</summary>
    public static string Told(string message) => message
        .Replace("with --timeout", "with Timeout in [Notebooks]", StringComparison.Ordinal)
        .Replace("with --memory", "with Memory in [Notebooks]", StringComparison.Ordinal);

    private static Dictionary<string, string> ParametersOf(NotebooksAttribute attribute)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string parameter in attribute.Parameters)
        {
            values[parameter.IndexOf('=', StringComparison.Ordinal) is var at and > 0
                ? parameter[..at]
                : throw new FormatException($"[Notebooks]: Parameters expects NAME=VALUE, for example epochs=3; received '{parameter}'.")]
                = parameter[(at + 1)..];
        }

        return values;
    }

    private static TimeSpan Time(string name, int milliseconds, int least) => milliseconds >= least
        ? TimeSpan.FromMilliseconds(milliseconds)
        : throw new FormatException($"[Notebooks]: {name} is in milliseconds, from {least} up; received {milliseconds}.");

    private static double Tolerance(string name, double value) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new FormatException(FormattableString.Invariant($"[Notebooks]: {name} is a number from 0 up; received {value}."));
}
