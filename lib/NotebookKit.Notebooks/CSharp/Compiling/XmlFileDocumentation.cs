using System.Globalization;
using System.Xml;
using Microsoft.CodeAnalysis;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// The documentation comments in the XML file beside an assembly, read when first asked for and let go under memory
/// pressure: the base library's files are large, and most sessions never look at them.
/// </summary>
internal sealed class XmlFileDocumentation(string path) : DocumentationProvider
{
    private readonly Lock _gate = new();
    private WeakReference<Dictionary<string, string>>? _cache;

    protected override string? GetDocumentationForSymbol(
        string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken = default) =>
        Members().GetValueOrDefault(documentationMemberID);

    public override bool Equals(object? obj) => obj is XmlFileDocumentation other && other.Path == Path;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Path);

    private string Path { get; } = path;

    private Dictionary<string, string> Members()
    {
        lock (_gate)
        {
            if (_cache is not null && _cache.TryGetTarget(out Dictionary<string, string>? members))
            {
                return members;
            }
            members = Read();
            _cache = new WeakReference<Dictionary<string, string>>(members);
            return members;
        }
    }

    private Dictionary<string, string> Read()
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(Path))
        {
            return members;
        }
        try
        {
            using var reader = XmlReader.Create(
                Path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true });
            while (!reader.EOF)
            {
                // Reading an element leaves the reader on what follows it, which may be the next member.
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "member" } && reader.GetAttribute("name") is { } name)
                {
                    members[name] = reader.ReadOuterXml();
                }
                else
                {
                    reader.Read();
                }
            }
        }
        catch (Exception error) when (error is XmlException or IOException or UnauthorizedAccessException)
        {
            // A library with a damaged documentation file is still a library: what was read before the damage is kept.
        }
        return members;
    }
}
