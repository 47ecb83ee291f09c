namespace NotebookKit.Display;

/// <summary>A picture for a notebook: a self-contained SVG, and a description where there is only text.</summary>
public sealed class Picture
{
    private readonly string _svg;
    private readonly string _description;

    /// <summary>A picture of one's own, as <see cref="Drawing.Svg"/> writes it.</summary>
    /// <param name="svg">The whole SVG document.</param>
    /// <param name="description">What it shows, in sentences.</param>
    public Picture(string svg, string description) => (_svg, _description) = (svg, description);

    /// <summary>The whole SVG document, with its style inside and no script.</summary>
    public string ToSvg() => _svg;

    /// <summary>What the picture shows, in sentences.</summary>
    public override string ToString() => _description;
}
