namespace NotebookKit.Layers;

/// <summary>How <see cref="Bidirectional"/> joins the outputs of its two directions.</summary>
public enum MergeMode
{
    /// <summary>Side by side along the last axis, forward first: twice as many units.</summary>
    Concat,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their product, element by element.</summary>
    Mul,

    /// <summary>Their mean.</summary>
    Ave,

    /// <summary>Not at all: two outputs, forward first.</summary>
    None,
}
