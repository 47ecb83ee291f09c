using System.Reflection;
using System.Xml.Linq;

namespace NotebookKit.Tests.Shared;

/// <summary>The documentation file that the compiler wrote beside a library: what editors and the API reference show.</summary>
internal sealed class XmlDocumentation
{
    private readonly Dictionary<string, XElement> _members;

    private XmlDocumentation(string file) =>
        _members = XDocument.Load(file).Descendants("member").ToDictionary(m => (string)m.Attribute("name")!);

    /// <summary>The documentation of a library that the tests use.</summary>
    public static XmlDocumentation Of(Assembly library) =>
        new(Path.Combine(AppContext.BaseDirectory, library.GetName().Name + ".xml"));

    /// <summary>A type's entry; null where it has none.</summary>
    public XElement? Type(Type type) => _members.GetValueOrDefault("T:" + Name(type));

    /// <summary>The entries of everything in a type: its constructors, methods, properties and fields.</summary>
    public IEnumerable<XElement> Members(Type type) =>
        _members.Where(m => m.Key[2..].StartsWith(Name(type) + ".", StringComparison.Ordinal)).Select(m => m.Value);

    /// <summary>The entries of all members of a type of one name, for example all overloads of a method.</summary>
    public IEnumerable<XElement> Members(Type type, string name) => Members(type)
        .Where(entry => ((string)entry.Attribute("name")!)[(3 + Name(type).Length)..].Split('(', '`')[0] == name);

    /// <summary>The entry of a constructor; null where it has none.</summary>
    public XElement? Constructor(ConstructorInfo constructor)
    {
        string parameters = string.Join(",", constructor.GetParameters().Select(p => ParameterName(p.ParameterType)));
        return _members.GetValueOrDefault($"M:{Name(constructor.DeclaringType!)}.#ctor" + (parameters.Length > 0 ? $"({parameters})" : ""));
    }

    private static string Name(Type type) => type.FullName!.Replace('+', '.');

    /// <summary>A type as the compiler writes it among parameters: <c>System.Func{System.String,System.Int32[]}</c>.</summary>
    private static string ParameterName(Type type)
    {
        if (type.IsGenericParameter)
        {
            return $"`{type.GenericParameterPosition}";
        }

        if (type.IsByRef)
        {
            return ParameterName(type.GetElementType()!) + "@";
        }

        if (type.IsArray)
        {
            string axes = string.Join(",", Enumerable.Repeat("0:", type.GetArrayRank()));
            return ParameterName(type.GetElementType()!) + (type.GetArrayRank() == 1 ? "[]" : $"[{axes}]");
        }

        if (!type.IsGenericType)
        {
            return Name(type);
        }

        string open = Name(type.GetGenericTypeDefinition());
        return $"{open[..open.IndexOf('`')]}{{{string.Join(",", type.GetGenericArguments().Select(ParameterName))}}}";
    }
}
