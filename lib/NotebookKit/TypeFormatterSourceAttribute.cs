using System.Reflection;

namespace NotebookKit;

/// <summary>
/// Says how a type shows itself in a notebook. .NET Interactive and this kit's runtime both look for an attribute of this
/// name by convention, read the two properties, and ask the source for its formatters; neither needs to be referenced.
/// How values look is the business of NotebookKit.Display, which leans on this library and not the other way round, so
/// the source is named by its class name and looked up when a value is first shown. Where that assembly is not at hand,
/// a value shows as its text.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
internal sealed class TypeFormatterSourceAttribute(string sourceName) : Attribute
{
    /// <summary>The class whose <c>CreateTypeFormatters()</c> gives the formatters.</summary>
    public Type FormatterSourceType => Find(sourceName) ?? typeof(PlainTextFormatterSource);

    /// <summary>The MIME types to show, best first.</summary>
    public string[] PreferredMimeTypes => Find(sourceName) is { } source
        && source.GetField("PreferredMimeTypes", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) is string[] { Length: > 0 } types
            ? types
            : ["text/plain"];

    private static Type? Find(string name)
    {
        const string Display = "NotebookKit.Display";
        Assembly? display = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(a => a.GetName().Name == Display);
        if (display is null)
        {
            string beside = Path.Combine(Path.GetDirectoryName(typeof(Tensor).Assembly.Location) ?? "", Display + ".dll");
            if (File.Exists(beside))
                display = Assembly.LoadFrom(beside);
        }
        return display?.GetType($"{Display}.Formatters.{name}");
    }
}

/// <summary>Shows a value as its text, where nothing better is at hand.</summary>
internal sealed class PlainTextFormatterSource
{
    /// <summary>One formatter, for text/plain.</summary>
    public IEnumerable<object> CreateTypeFormatters() => [new PlainTextFormatter()];

    private sealed class PlainTextFormatter
    {
        public string MimeType => "text/plain";

        public bool Format(object instance, TextWriter writer)
        {
            writer.Write(instance.ToString());
            return true;
        }
    }
}
