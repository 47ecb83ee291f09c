namespace NotebookKit.Display.Formatters;

/// <summary>Shows a <see cref="TraceStepper"/>: a page fragment with its own script, and the numbers as text.</summary>
public sealed class TraceStepperFormatterSource
{
    /// <summary>What one value gives at once, best first.</summary>
    public static readonly string[] PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text];

    /// <summary>The formatters, one a MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter<TraceStepper>(MimeTypes.Html, stepper => stepper.ToHtml()),
        new ValueFormatter<TraceStepper>(MimeTypes.Text, stepper => stepper.ToString()),
    ];
}
