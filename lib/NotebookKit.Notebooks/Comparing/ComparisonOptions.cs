namespace NotebookKit.Notebooks.Comparing;

/// <summary>How new outputs are held against saved ones.</summary>
public sealed record ComparisonOptions
{
    /// <summary>The relative tolerance by default, numpy's: a change in the fifth digit of a float32 is found, its last bit is
    /// not.</summary>
    public const double DefaultRelativeTolerance = 1e-5;

    /// <summary>The absolute tolerance by default, numpy's.</summary>
    public const double DefaultAbsoluteTolerance = 1e-8;

    /// <summary>
    /// How far a number may be from the saved one, as a part of the saved one. As in <c>numpy.isclose</c>, both tolerances add up:
    /// <c>|new - saved| &lt;= atol + rtol * |saved|</c>.
    /// </summary>
    public double RelativeTolerance { get; init; } = DefaultRelativeTolerance;

    /// <summary>How far a number may be from the saved one, whatever that is.</summary>
    public double AbsoluteTolerance { get; init; } = DefaultAbsoluteTolerance;

    /// <summary>Whether whole numbers have the tolerance too; they must be the same by default.</summary>
    public bool TolerantIntegers { get; init; }

    /// <summary>Whether only the cells marked <c>nbval-check-output</c> are compared, as <c>nbval --nbval-lax</c> does.</summary>
    public bool OnlyMarked { get; init; }

    /// <summary>What is not compared in texts: times, dates, durations, addresses and GUIDs by default.</summary>
    public IgnoredPatterns Patterns { get; init; } = IgnoredPatterns.Default;
}
