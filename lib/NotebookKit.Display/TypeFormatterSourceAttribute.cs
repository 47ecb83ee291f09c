namespace NotebookKit.Display.Formatters;

/// <summary>
/// Says how a type shows itself in a notebook. Microsoft.DotNet.Interactive.Formatting finds this attribute by its name, so a
/// library needs no reference to it.
/// </summary>
/// <param name="formatterSourceType">A class whose <c>CreateTypeFormatters()</c> returns the formatters.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>A class whose <c>CreateTypeFormatters()</c> returns the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The MIME types a value gives at once, best first. Null leaves the choice to the notebook.</summary>
    public string[]? PreferredMimeTypes { get; set; }
}
