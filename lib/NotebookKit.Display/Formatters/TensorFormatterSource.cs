namespace NotebookKit.Display.Formatters;

/// <summary>Shows a <see cref="Tensor"/> as tables of tinted cells, and as text in the way of NumPy.</summary>
public sealed class TensorFormatterSource
{
    /// <summary>What one value gives at once, best first.</summary>
    public static readonly string[] PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text];

    /// <summary>The formatters, one a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter<Tensor>(MimeTypes.Html, Tensors.TensorView.Html),
        new ValueFormatter<Tensor>(MimeTypes.Text, tensor => tensor.ToString()),
    ];
}
