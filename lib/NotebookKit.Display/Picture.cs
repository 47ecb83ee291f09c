namespace NotebookKit.Display;

/// <summary>A picture for a notebook: a self-contained SVG, and a description where there is only text.</summary>
/// <param name="svg">The whole SVG document.</param>
/// <param name="description">What it shows, in sentences.</param>
public sealed class Picture(string svg, string description)
{
    private readonly string _svg = svg;
    private readonly string _description = description;

    /// <summary>The whole SVG document, with its style inside and no script.</summary>
    public string ToSvg() => _svg;

    /// <summary>What the picture shows, in sentences.</summary>
    public override string ToString() => _description;
}
