namespace NotebookKit.Display;

/// <summary>What stands around the data of a chart, under Plotly's names.</summary>
public sealed class Layout
{
    /// <summary>The heading.</summary>
    public string? title { get; set; }

    /// <summary>The horizontal axis.</summary>
    public Xaxis xaxis { get; set; } = new();

    /// <summary>The vertical axis.</summary>
    public Yaxis yaxis { get; set; } = new();

    /// <summary>Width in pixels, 640 unless set.</summary>
    public int width { get; set; } = 640;

    /// <summary>Height in pixels, 360 unless set.</summary>
    public int height { get; set; } = 360;

    /// <summary>Whether the legend shows; without it, it does for two traces or more.</summary>
    public bool? showlegend { get; set; }

    internal void Check()
    {
        if (width is < 160 or > 4000)
            throw new ArgumentOutOfRangeException(nameof(width), width, "Layout: width is in pixels and can be 160 to 4000.");
        if (height is < 120 or > 4000)
            throw new ArgumentOutOfRangeException(nameof(height), height, "Layout: height is in pixels and can be 120 to 4000.");
        xaxis.Check("xaxis");
        yaxis.Check("yaxis");
    }
}

/// <summary>One axis of a chart, under Plotly's names.</summary>
public abstract class Axis
{
    private protected Axis()
    {
    }

    /// <summary>What the axis measures, with its unit.</summary>
    public string? title { get; set; }

    /// <summary><c>linear</c> (the default) or <c>log</c>, which leaves out values that are not positive.</summary>
    public string? type { get; set; }

    /// <summary>Lowest and highest value shown, in the axis's own unit; without it the data decides.</summary>
    public double[]? range { get; set; }

    internal bool IsLog => type == "log";

    internal void Check(string name)
    {
        if (type is not (null or "linear" or "log"))
            throw new ArgumentException($"Layout: the type of {name} is '{type}'; it can be linear or log.");
        if (range is not null && (range is not [var low, var high] || !double.IsFinite(low) || !double.IsFinite(high) || low >= high))
            throw new ArgumentException($"Layout: the range of {name} needs two finite numbers, the lower first.");
        if (range is not null && IsLog && range[0] <= 0)
            throw new ArgumentException($"Layout: the range of {name} begins at {range[0]}; a log axis shows positive values only.");
    }
}

/// <summary>The horizontal axis of a chart.</summary>
public sealed class Xaxis : Axis
{
}

/// <summary>The vertical axis of a chart.</summary>
public sealed class Yaxis : Axis
{
}
