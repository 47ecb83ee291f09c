namespace NotebookKit.Display;

/// <summary>A picture for a notebook: a self-contained SVG, and a description where there is only text.</summary>
public sealed class Picture
{
    private readonly string _svg;
    private readonly string _description;

    internal Picture(string svg, string description) => (_svg, _description) = (svg, description);

    /// <summary>The whole SVG document, with its style inside and no script.</summary>
    public string ToSvg() => _svg;

    /// <summary>What the picture shows, in sentences.</summary>
    public override string ToString() => _description;
}
