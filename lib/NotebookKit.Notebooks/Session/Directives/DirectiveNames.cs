using System.Text.RegularExpressions;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;

namespace NotebookKit.Notebooks.Session;

/// <summary>The directives that a session's kernels have at the moment: packages may bring more.</summary>
internal sealed partial class DirectiveNames(CompositeKernel root, string workingDirectory)
{
    private static readonly HashSet<string> s_foreign =
        new(["fsharp", "f#", "pwsh", "powershell", "python", "sql", "kql", "r", "http", "vscode", "jupyter"],
            StringComparer.OrdinalIgnoreCase);

    /// <summary>Names with their signs, and what each does in a line, in the order of the names.</summary>
    public IReadOnlyList<(string Name, string Description)> All =>
    [
        .. Directives.Where(directive => !directive.Hidden)
            .Select(directive => (directive.Name, Describe(directive)))
            .Append(("#load", "#load \"file.csx\": run a C# script in this cell; must come first"))
            .DistinctBy(pair => pair.Item1).OrderBy(pair => pair.Item1, StringComparer.Ordinal),
    ];

    /// <summary>Whether there is a directive, or a language, of that name.</summary>
    public bool IsKnown(string name) => Directives.Any(directive => directive.Name == name);

    /// <summary>The kernel that a language selector such as <c>#!html</c> leads to; <c>null</c> when it is none.</summary>
    public string? Language(string name) =>
        Directives.OfType<KernelSpecifierDirective>()
            .FirstOrDefault(directive => directive.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.KernelName;

    /// <summary>The kernel of that name or alias; <c>null</c> when there is none.</summary>
    public Kernel? Kernel(string name) => root.ChildKernels.FirstOrDefault(kernel =>
        kernel.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            || kernel.KernelInfo.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The main names of the kernels.</summary>
    public IEnumerable<string> Languages => root.ChildKernels.Select(kernel => kernel.Name);

    /// <summary>How a directive is written; <c>null</c> when there is none of that name.</summary>
    public string? Usage(string name) =>
        Directives.FirstOrDefault(directive => directive.Name == name) is { } found ? Written(found) : null;

    /// <summary>The failure for a directive that is none, naming those that may have been meant.</summary>
    public CellFailure Unknown(string name, int line)
    {
        IReadOnlyList<string> close = CloseMatches.Among(
            name, Directives.Where(directive => !directive.Hidden).Select(directive => directive.Name).Distinct());
        string hint = s_foreign.Contains(name[2..])
            ? $"This runtime runs C#, and shows html, markdown, javascript and mermaid; it has no {name[2..]}."
            : close.Count > 0 ? $"Did you mean {string.Join(" or ", close)}?"
            : "#!lsmagic lists the directives there are.";
        return CellFailure.Directive($"line {line}: there is no directive '{name}'. {hint}");
    }

    /// <summary>Refuses what the package would answer with an exception of its own insides.</summary>
    public void Check(string name, string written, int line)
    {
        if (name != "#!share")
        {
            return;
        }
        string[] words = [.. written.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries).Skip(1)];
        var options = words.Index().Where(word => word.Item is "--from" or "--as" or "--mime-type")
            .SelectMany(word => (int[])[word.Index, word.Index + 1]).ToHashSet();
        if (!words.Contains("--name") && Enumerable.Range(0, words.Length).All(options.Contains))
        {
            throw CellFailure.Directive($"line {line}: #!share takes one name. Usage: {Usage(name)}");
        }
        int from = Array.IndexOf(words, "--from");
        if (from < 0 || from + 1 >= words.Length || Kernel(words[from + 1]) is not null)
        {
            return;
        }
        throw CellFailure.Directive($"line {line}: #!share: there is nothing called '{words[from + 1]}' to share from. Use {Sharing}.");
    }

    /// <summary>The line with the file that <c>#!value</c> names seen from the notebook's folder, whatever folder the process is
    /// in.</summary>
    public string Rooted(string name, string line) => name != "#!value" ? line : FromFile().Replace(line, match =>
    {
        string file = match.Groups["file"].Value.Trim('"');
        if (file.Contains('\0', StringComparison.Ordinal) || file.StartsWith('@'))
        {
            return match.Value;
        }
        string full = Path.GetFullPath(file, workingDirectory);
        // The package's parser leaves quotes around a path as part of it.
        return full.Contains(' ', StringComparison.Ordinal) ? match.Value : $"--from-file {full}";
    });

    [GeneratedRegex("--from-file\\s+(?<file>\"[^\"]*\"|\\S+)")]
    private static partial Regex FromFile();

    private string Sharing => string.Join(
        " or ", root.ChildKernels.Where(kernel => kernel.SupportsCommandType(typeof(RequestValue))).Select(kernel => kernel.Name));

    private IEnumerable<KernelDirective> Directives =>
        root.KernelInfo.SupportedDirectives.Concat(root.ChildKernels.SelectMany(kernel => kernel.KernelInfo.SupportedDirectives));

    private string Describe(KernelDirective directive) => directive switch
    {
        KernelSpecifierDirective selector when string.IsNullOrWhiteSpace(selector.Description) =>
            $"the rest of the cell is {selector.KernelName}",
        { Description.Length: > 0 } => $"{Written(directive)}: {directive.Description}",
        _ => Written(directive),
    };

    private static string Written(KernelDirective directive) => string.Join(' ', [
        directive.Name,
        .. directive.Parameters.OrderByDescending(parameter => parameter.Required).Select(parameter => Written(parameter)),
    ]);

    private static string Written(KernelDirectiveParameter parameter)
    {
        string value = parameter.Name.TrimStart('-').ToUpperInvariant();
        string text = parameter.Flag ? parameter.Name : parameter.AllowImplicitName ? value : $"{parameter.Name} {value}";
        return parameter.Required ? text : $"[{text}]";
    }
}
