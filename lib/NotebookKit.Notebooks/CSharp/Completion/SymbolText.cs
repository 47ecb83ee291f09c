using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>A symbol's declaration and documentation as text.</summary>
internal static partial class SymbolText
{
    private static readonly SymbolDisplayFormat s_format = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeVariance,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeRef,
        parameterOptions: SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis,
        localOptions: SymbolDisplayLocalOptions.IncludeType,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat s_topLevelFormat = s_format.WithMemberOptions(
        s_format.MemberOptions & ~SymbolDisplayMemberOptions.IncludeContainingType);

    private static readonly SymbolDisplayFormat s_typeFormat = s_format.WithTypeQualificationStyleForTypes();

    /// <summary>The declaration in one line.</summary>
    public static string Declaration(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol => symbol.ToDisplayString(s_typeFormat),
        { ContainingType.IsScriptClass: true } => symbol.ToDisplayString(s_topLevelFormat),
        _ => symbol.ToDisplayString(s_format),
    };

    /// <summary>Declaration, then summary, parameters, result, exceptions and remarks, as far as they are documented.</summary>
    public static Inspection Describe(IReadOnlyList<ISymbol> overloads, CancellationToken cancellation)
    {
        ISymbol symbol = overloads[0];
        string declarations = string.Join('\n', overloads.Take(10).Select(Declaration));
        if (overloads.Count > 10)
        {
            declarations += $"\n… and {overloads.Count - 10} more overloads";
        }
        IEnumerable<(string Title, string Text)> documentation = Documentation(symbol, cancellation);
        var plain = new StringBuilder(declarations);
        StringBuilder markdown = new StringBuilder("```csharp\n").Append(declarations).Append("\n```");
        foreach ((string title, string text) in documentation)
        {
            plain.Append("\n\n").Append(title.Length > 0 ? title + ": " : "").Append(text.Replace("`", "", StringComparison.Ordinal));
            markdown.Append("\n\n").Append(title.Length > 0 ? $"**{title}**: " : "").Append(text);
        }

        return new Inspection(plain.ToString(), markdown.ToString());
    }

    private static IEnumerable<(string Title, string Text)> Documentation(ISymbol symbol, CancellationToken cancellation)
    {
        foreach (XElement element in Xml(symbol, cancellation)?.Elements() ?? [])
        {
            string text = Text(element);
            string? title = element.Name.LocalName switch
            {
                _ when text.Length == 0 => null,
                "summary" => "",
                "param" or "typeparam" => $"{element.Attribute("name")?.Value}",
                "returns" => "Returns",
                "value" => "Value",
                "exception" => Reference(element.Attribute("cref")?.Value),
                "remarks" => "Remarks",
                "example" => "Example",
                _ => null,
            };
            if (title is not null)
            {
                yield return (title, text);
            }
        }
    }

    /// <summary>The documentation comment; one that says it is inherited is looked up where it comes from.</summary>
    private static XElement? Xml(ISymbol symbol, CancellationToken cancellation)
    {
        for (ISymbol? current = symbol; current is not null; current = Overridden(current))
        {
            ISymbol definition = current is IMethodSymbol { ReducedFrom: { } reduced }
                ? reduced.OriginalDefinition
                : current.OriginalDefinition;
            string? text = definition.GetDocumentationCommentXml(cancellationToken: cancellation);
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }
            try
            {
                var xml = XElement.Parse(text);
                if (xml.Element("inheritdoc") is null)
                {
                    return xml;
                }
            }
            catch (XmlException)
            {
                return null;
            }
        }

        return null;
    }

    private static ISymbol? Overridden(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.OverriddenMethod ?? Implemented(method),
        IPropertySymbol property => property.OverriddenProperty ?? Implemented(property),
        _ => null,
    };

    private static ISymbol? Implemented(ISymbol member) => member.ContainingType?.AllInterfaces
        .SelectMany(contract => contract.GetMembers(member.Name))
        .FirstOrDefault(contract => SymbolEqualityComparer.Default.Equals(
            member.ContainingType.FindImplementationForInterfaceMember(contract), member));

    private static string Text(XElement element) =>
        Blanks().Replace(string.Concat(element.Nodes().Select(Markdown)), " ").Replace("\n ", "\n", StringComparison.Ordinal).Trim();

    private static string Markdown(XNode node) => node switch
    {
        XText content => content.Value.ReplaceLineEndings(" "),
        XElement { Name.LocalName: "see" or "seealso" } see =>
            $"`{see.Attribute("langword")?.Value ?? see.Attribute("href")?.Value ?? Reference(see.Attribute("cref")?.Value)}`",
        XElement { Name.LocalName: "paramref" or "typeparamref" } reference => $"`{reference.Attribute("name")?.Value}`",
        XElement { Name.LocalName: "c" } inline => $"`{inline.Value}`",
        XElement { Name.LocalName: "code" } block => $"\n{block.Value.Trim()}\n",
        XElement other => (other.Name.LocalName is "para" or "item" or "br" ? "\n" : "") + string.Concat(other.Nodes().Select(Markdown)),
        _ => "",
    };

    /// <summary>The last part of a documentation id: <c>M:System.Math.Abs(System.Int32)</c> reads <c>Abs</c>.</summary>
    private static string Reference(string? id)
    {
        if (id is null)
        {
            return "";
        }
        string name = id.Split('(')[0];
        name = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return name[(name.LastIndexOf('.') + 1)..].Split('`')[0];
    }

    private static SymbolDisplayFormat WithTypeQualificationStyleForTypes(this SymbolDisplayFormat format) => new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: format.GenericsOptions,
        kindOptions: format.KindOptions,
        miscellaneousOptions: format.MiscellaneousOptions);

    [GeneratedRegex("[ \t]+")]
    private static partial Regex Blanks();
}
