namespace NotebookKit.Notebooks.Conversion;

/// <summary>Something that did not go over as it was.</summary>
/// <param name="Where">Where it stands, such as <c>cell 3</c>; empty for the file as a whole.</param>
/// <param name="Text">What, and why, as the rest of a sentence.</param>
/// <param name="IsLeftOut">Whether code is left out, so that the result does less; else only something beside the code is lost or
/// written otherwise.</param>
public sealed record ConversionNote(string Where, string Text, bool IsLeftOut)
{
    /// <summary>Place and text in one line.</summary>
    public override string ToString() => Where.Length == 0 ? Text : $"{Where}: {Text}";
}
