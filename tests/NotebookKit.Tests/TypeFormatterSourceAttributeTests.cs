using System.Reflection;

namespace NotebookKit.Tests;

public class TypeFormatterSourceAttributeTests
{
    [Theory]
    [InlineData(typeof(Tensor))]
    [InlineData(typeof(Outputs))]
    [InlineData(typeof(Model))]
    [InlineData(typeof(Sequential))]
    [InlineData(typeof(ModelSummary))]
    public void Without_the_display_library_a_value_shows_as_its_text(Type type)
    {
        // Read as the notebook runtimes read it: an attribute of that name, with these two properties, whoever declares it.
        object attribute = type.GetCustomAttributes(inherit: true).Single(a => a.GetType().Name == "TypeFormatterSourceAttribute");
        Assert.Equal(["text/plain"], Assert.IsType<string[]>(Get(attribute, "PreferredMimeTypes")));
        object source = Activator.CreateInstance((Type)Get(attribute, "FormatterSourceType"))!;
        var formatters = (IEnumerable<object>)source.GetType().GetMethod("CreateTypeFormatters")!.Invoke(source, [])!;
        object formatter = Assert.Single(formatters);
        Assert.Equal("text/plain", Get(formatter, "MimeType"));
        var written = new StringWriter();
        Assert.Equal(true, formatter.GetType().GetMethod("Format")!.Invoke(formatter, [Tensor.Of(1, 2), written]));
        Assert.Equal("[1. 2.]", written.ToString());
    }

    private static object Get(object instance, string property) =>
        instance.GetType().GetProperty(property, BindingFlags.Public | BindingFlags.Instance)!.GetValue(instance)!;
}
