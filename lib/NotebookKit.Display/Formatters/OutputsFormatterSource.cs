namespace NotebookKit.Display.Formatters;

/// <summary>Shows the <see cref="Outputs"/> of a layer or model one beside the other, and as text in the way Keras prints a list.</summary>
public sealed class OutputsFormatterSource
{
    /// <summary>What one value gives at once, best first.</summary>
    public static readonly string[] PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text];

    /// <summary>The formatters, one a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter<Outputs>(MimeTypes.Html, Tensors.TensorView.Html),
        new ValueFormatter<Outputs>(MimeTypes.Text, outputs => outputs.ToString()),
    ];
}
