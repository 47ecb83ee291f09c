using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NotebookKit.Notebooks.CSharp;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Conversion;

/// <summary>Writes a notebook as a C# file-based app.</summary>
/// <param name="document">The notebook.</param>
/// <param name="path">Its file.</param>
/// <param name="outputFolder">Where the program will lie.</param>
/// <param name="notes">Gets what does not go over as it is.</param>
internal sealed class ProgramWriter(NotebookDocument document, string path, string outputFolder, List<ConversionNote> notes)
{
    private static readonly string[] s_usings =
        ["System", "System.Collections", "System.Collections.Generic", "System.Linq", "System.Text", "System.Threading.Tasks"];

    private static readonly string[] s_properties =
    [
        "PublishAot=false", "ImplicitUsings=disable", "Nullable=annotations", "AllowUnsafeBlocks=true", "WarningLevel=0",
        "TreatWarningsAsErrors=false", "RunAnalyzers=false", "ManagePackageVersionsCentrally=false",
    ];

    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
    private readonly List<ProgramCell> _cells = [];
    private readonly Stack<string> _open = [];
    private readonly List<string> _packages = [], _sources = [], _libraries = [];

    /// <summary>The program's text.</summary>
    public string Write()
    {
        _open.Push(RealPath.OrFull(path));
        foreach ((int index, NotebookCell cell) in document.Cells.Index())
        {
            Add(cell, string.Create(CultureInfo.InvariantCulture, $"cell {index + 1}"), import: null);
        }

        ProgramBinding.Bind(_cells, _libraries);
        LeaveOut();
        var names = new ProgramNames(_cells, (cell, text) => Note(cell.Where, text, isLeftOut: false));
        var body = new StringBuilder();
        var usings = new List<string>();
        var moved = new List<MovedDeclaration>();
        foreach (ProgramCell cell in _cells)
        {
            string code = cell.Code is null || cell.IsLeftOut ? "" : Code(cell, names, usings, moved);
            Append(body, cell, code);
        }

        var places = _cells.Index().DistinctBy(cell => cell.Item.Where).ToDictionary(cell => cell.Item.Where, cell => cell.Index);
        var ordered = notes.OrderBy(note => places.GetValueOrDefault(note.Where, -1)).ToList();
        notes.Clear();
        notes.AddRange(ordered);
        return Header(usings) + body + End(moved);
    }

    private void Add(NotebookCell cell, string where, string? import)
    {
        if (cell.Kind != CellKind.Code)
        {
            // The prose of an imported notebook is not shown.
            if (import is null)
            {
                _cells.Add(new ProgramCell(where, cell, import));
            }

            return;
        }

        var program = new ProgramCell(where, cell, import);
        if (cell.Language != "csharp")
        {
            Note(where, $"it is {cell.Language}, which is not C#; it stays as a comment", isLeftOut: true);
            program.IsLeftOut = true;
        }
        else if (cell.HasTag("skip-execution"))
        {
            program.IsLeftOut = true;
        }
        else
        {
            program.Code = Separate(cell.Source, where);
            if (Nesting.IsTooDeep(program.Code))
            {
                Note(where, $"an {Nesting.Problem}; it stays as a comment", isLeftOut: true);
                program.IsLeftOut = true;
            }
        }

        _cells.Add(program);
    }

    private string Separate(string source, string where) =>
        CellLines.Separate(source, (name, argument) => Directive(name, argument, where), text => Note(where, text, isLeftOut: true));

    private void Directive(string name, string argument, string where)
    {
        try
        {
            switch (name)
            {
                case "#i":
                    _sources.Add(argument["nuget:".Length..].Trim());
                    break;
                case "#r" when PackageRequest.TryParse(argument, out PackageRequest? package):
                    string written = $"#:package {package.Name}@{package.Version ?? "*"}";
                    if (!_packages.Contains(written))
                    {
                        _packages.Add(written);
                    }

                    break;
                case "#r":
                    Library(argument, where);
                    break;
                default:
                    Import(argument, where);
                    break;
            }
        }
        catch (Exception error) when (error is Session.CellFailure or ArgumentOutOfRangeException)
        {
            Note(where, $"{name} {argument} cannot be understood, and is left out", isLeftOut: true);
        }
    }

    private void Library(string written, string where)
    {
        string file = Path.GetFullPath(written, _folder);
        if (File.Exists(file))
        {
            if (!_libraries.Exists(known => RealPath.AreSame(known, file)))
            {
                _libraries.Add(file);
            }
        }
        else if (FrameworkReferences.Find(Path.GetFileNameWithoutExtension(written)) is null)
        {
            Note(where, $"#r \"{written}\": there is no such file, so the program does not refer to it", isLeftOut: true);
        }
    }

    // What a notebook imports runs before the cell that says so.
    private void Import(string written, string where)
    {
        string file = Path.GetFullPath(written, _folder);
        string real = RealPath.OrFull(file);
        if (_open.Contains(real))
        {
            Note(where, $"{written} imports itself, and is left out", isLeftOut: true);
            return;
        }

        if (!File.Exists(file))
        {
            Note(where, $"{written}: there is no such file to import", isLeftOut: true);
            return;
        }

        _open.Push(real);
        if (NotebookFolder.IsNotebook(file))
        {
            foreach ((int index, NotebookCell cell) in NotebookDocument.Load(file).Cells.Index())
            {
                Add(cell, string.Create(CultureInfo.InvariantCulture, $"{where}, {written} cell {index + 1}"), written);
            }
        }
        else
        {
            var cell = new ProgramCell($"{where}, {written}", null, written);
            cell.Code = Separate(Utf8Text.Read(RegularFile.Read(file), file), cell.Where);
            _cells.Add(cell);
        }

        _open.Pop();
    }

    // What cannot run in a program, and then what needs what that defines.
    private void LeaveOut()
    {
        var missing = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (ProgramCell cell in _cells.Where(cell => cell.Compilation is not null))
        {
            SyntaxTree tree = cell.Compilation!.SyntaxTrees[0];
            CompilationUnitSyntax root = tree.GetCompilationUnitRoot();
            SemanticModel model = cell.Compilation.GetSemanticModel(tree);
            var used = root.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => ProgramBinding.Meaning(model, name)).ToList();
            string? reason = used.OfType<ISymbol>().Where(ProgramBinding.IsOfCell)
                .Select(symbol => (symbol.Name, Cell: missing.GetValueOrDefault(ProgramBinding.Key(symbol))))
                .Where(name => name.Cell is not null && name.Cell != cell.Where)
                .Select(name => $"it needs {name.Name} of {name.Cell}, which is left out").FirstOrDefault()
                ?? (ProgramBinding.NeedsNotebook(root, model) is { } name ? $"it uses {name}, which only a notebook has" : null)
                ?? Unwritable(cell, root, model);
            if (reason is null)
            {
                continue;
            }

            Note(cell.Where, $"{reason}; it stays as a comment", isLeftOut: true);
            cell.IsLeftOut = true;
            foreach (ISymbol symbol in ProgramBinding.Defined(cell))
            {
                missing[ProgramBinding.Key(symbol)] = cell.Where;
            }
        }
    }

    private string? Unwritable(ProgramCell cell, CompilationUnitSyntax root, SemanticModel model)
    {
        foreach (MemberDeclarationSyntax member in root.Members)
        {
            if (member is not (GlobalStatementSyntax or FieldDeclarationSyntax or MethodDeclarationSyntax or BaseTypeDeclarationSyntax
                or DelegateDeclarationSyntax))
            {
                return $"'{member.ToString().Split('\n')[0].Trim()}' is a member, which top-level statements cannot hold";
            }

            ReturnStatementSyntax? returned = member.DescendantNodes(node =>
                    node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or TypeDeclarationSyntax))
                .OfType<ReturnStatementSyntax>().FirstOrDefault();
            if (member is GlobalStatementSyntax { Statement: var statement } && returned is not null
                && (returned != statement || member != root.Members[^1] || returned.Expression is null))
            {
                return "its return would end the program";
            }

            // A type sees the static members of the cells; in a program it sees nothing of the statements.
            if (member is BaseTypeDeclarationSyntax && member.DescendantNodes().OfType<SimpleNameSyntax>()
                .Select(name => ProgramBinding.Meaning(model, name))
                .FirstOrDefault(symbol => symbol is IFieldSymbol or IMethodSymbol && ProgramBinding.IsOfCell(symbol)) is { } seen)
            {
                return $"its type uses {seen.Name} of a cell, which a type in a program does not see";
            }
        }

        return MayRaise(cell) && _packages.Count == 0
            && cell.Compilation!.GetDiagnostics().FirstOrDefault(found => found.Severity == DiagnosticSeverity.Error) is { } error
            ? $"it is meant not to compile ({error.Id})"
            : MayRaise(cell) && ProgramBinding.Defined(cell)
                .FirstOrDefault(symbol => symbol is not INamedTypeSymbol && IsUsedBelow(cell, symbol)) is { } defined
            ? $"it may fail and defines {defined.Name} for cells below it"
            : null;
    }

    private bool IsUsedBelow(ProgramCell cell, ISymbol symbol)
    {
        string key = ProgramBinding.Key(symbol);
        return _cells.Skip(_cells.IndexOf(cell) + 1).Where(other => other.Compilation is not null).Any(other =>
        {
            SyntaxTree tree = other.Compilation!.SyntaxTrees[0];
            SemanticModel model = other.Compilation.GetSemanticModel(tree);
            return tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
                .Where(name => name.Identifier.ValueText == symbol.Name)
                .Any(name => ProgramBinding.Meaning(model, name) is { } meant && ProgramBinding.Key(meant) == key);
        });
    }

    private static bool MayRaise(ProgramCell cell) => cell.Cell?.HasTag("raises-exception") == true;

    private static string Code(ProgramCell cell, ProgramNames names, List<string> usings, List<MovedDeclaration> moved)
    {
        var rewriter = new CellRewriter(cell, names);
        string code = rewriter.Write();
        usings.AddRange(rewriter.Usings.Where(used => !usings.Contains(used)));
        moved.AddRange(rewriter.Moved);
        return !MayRaise(cell) ? code
            : $$"""
            try{{ProgramMarks.Added}}
            {{{ProgramMarks.Added}}
            {{code}}
            }{{ProgramMarks.Added}}
            catch (System.Exception raised) { System.Console.Error.WriteLine($"{raised.GetType().Name}: {raised.Message}"); }{{ProgramMarks.Added}}
            """;
    }

    private static void Append(StringBuilder body, ProgramCell cell, string code)
    {
        string kind = cell.Import is { } import ? $" {ProgramMarks.Imported} {import}]"
            : cell.Cell!.Kind == CellKind.Markdown ? " " + ProgramMarks.Markdown
            : cell.Cell.Kind == CellKind.Raw ? " " + ProgramMarks.Raw
            : cell.Cell.Language != "csharp" ? $" [{cell.Cell.Language}]"
            : "";
        string tags = cell.Import is null && cell.Cell!.Tags is { Count: > 0 } names ? $" tags={JsonSerializer.Serialize(names)}" : "";
        body.Append(ProgramMarks.Cell).Append(kind).Append(tags).Append('\n');
        string[] lines = (code.Length > 0 || cell.Cell is null ? code : cell.Cell.Source).ReplaceLineEndings("\n").Split('\n');
        bool isProse = cell.Cell is { Kind: not CellKind.Code };
        bool hasMarks = lines.Any(line => line.StartsWith(ProgramMarks.Cell, StringComparison.Ordinal));
        IReadOnlySet<int> literal =
            hasMarks && !isProse && !cell.IsLeftOut ? LiteralLines.Of(string.Join('\n', lines)) : new HashSet<int>();
        foreach ((int index, string line) in lines.Index())
        {
            body.Append(isProse ? (line.Length == 0 ? "//" : "// " + line)
                : cell.IsLeftOut || (line.StartsWith(ProgramMarks.Cell, StringComparison.Ordinal) && !literal.Contains(index))
                ? ProgramMarks.Line + line
                : line).Append('\n');
        }

        body.Append('\n');
    }

    private string Header(List<string> usings) => string.Join('\n',
    [
        "#!/usr/bin/env dotnet",
        ProgramMarks.Header,
        // Ahead-of-time compilation would take reflection away, which serialisers and printing use.
        .. s_properties.Select(property => $"#:property {property}"),
        .. _sources.Count > 0
            ? (string[])[$"#:property RestoreAdditionalProjectSources={string.Join(';', _sources.Distinct())}"]
            : [],
        .. _packages,
        .. _libraries.Any(NotebookAssemblies.IsNeededBy) ? (string[])[NotebookAssemblies.Package] : [],
        .. _libraries.Select(library => $"#:include {Path.GetRelativePath(outputFolder, library).Replace('\\', '/')}"),
        "",
        .. s_usings.Select(name => $"using {name};").Concat(usings).Append($"using static {ProgramHelper.Class};").Distinct(),
        "",
        // Numbers and dates print as in a notebook, in every country alike.
        "System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.DefaultThreadCurrentCulture = "
            + "System.Globalization.CultureInfo.InvariantCulture;" + ProgramMarks.Added,
        "",
        "",
    ]);

    private static string End(List<MovedDeclaration> moved)
    {
        string types = moved.Count == 0 ? "" : $"{ProgramMarks.Cell} {ProgramMarks.Types}\n" + string.Concat(moved.Select(declaration =>
            declaration.IsExtension
                ? $"static partial class NotebookExtensions\n{{\n{declaration.Text}\n}}\n\n"
                : $"{declaration.Text}\n\n"));
        return $"{types}{ProgramMarks.Cell} {ProgramMarks.Helper}\n{ProgramHelper.Text.ReplaceLineEndings("\n")}\n";
    }

    private void Note(string where, string text, bool isLeftOut) => notes.Add(new ConversionNote(where, text, isLeftOut));
}
