using System.Diagnostics;
using System.Globalization;
using Microsoft.DotNet.Interactive;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Session;

/// <summary>Runs a whole cell: its directives, and its text in whatever language.</summary>
internal sealed class CellScript
{
    private readonly CellHost host;
    private readonly CellEngine engine;
    private readonly SharedValues values;
    private readonly CellImport import;

    public CellScript(SessionOptions options, CellHost host, CellEngine engine)
    {
        this.host = host;
        this.engine = engine;
        values = new SharedValues(host, engine.Variables, options.WorkingDirectory);
        import = new CellImport(options.WorkingDirectory);
    }

    /// <summary>Runs a cell to its end and returns the value of its last part.</summary>
    /// <exception cref="CellFailure">The cell failed; the error is written for the reader.</exception>
    public CellValue Run(string code, CellLanguage language, string name, CancellationToken interrupt, bool imported = false)
    {
        var started = Stopwatch.GetTimestamp();
        var parts = CellSplitter.Split(code, language);
        var timed = false;
        var scriptPrelude = "";
        var result = CellValue.None;
        foreach (var (index, part) in parts.Index())
        {
            if (interrupt.IsCancellationRequested) throw CellFailure.Interrupted("The cell was interrupted before it began.");
            switch (part)
            {
                case DirectivePart { Name: "#!time" }:
                    timed = true;
                    break;
                case DirectivePart { Name: "#!share" } share:
                    var shared = Explained(share.Name, () => values.SharedCode(share), interrupt);
                    if (share.Language == CellLanguage.CSharp) Declare(shared, name, interrupt);
                    else scriptPrelude += shared + "\n";
                    break;
                case DirectivePart directive:
                    Execute(directive, name, interrupt);
                    break;
                case CodePart { Language: CellLanguage.CSharp } text when !text.IsBlank:
                    // One cell has one result; what its earlier parts and imported cells gave is shown as it comes.
                    var last = index == parts.Count - 1 && !imported;
                    result = engine.Run(text.Text, name, code, value => Show(value, last), interrupt);
                    break;
                case CodePart { Language: CellLanguage.Value } text:
                    Explained("#!value", () => values.Store(text), interrupt);
                    break;
                case CodePart { Language: not CellLanguage.CSharp } text when !text.IsBlank:
                    host.DisplayData(MarkupCells.Show(text with { Text = text.Language == CellLanguage.Javascript ? scriptPrelude + text.Text : text.Text }));
                    break;
            }
        }

        if (timed) host.DisplayData(ValueFormatter.Bundle("text/plain", string.Create(CultureInfo.InvariantCulture, $"Wall time: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0.0###}ms")));
        return parts is [.., CodePart { Language: CellLanguage.CSharp }] ? result : CellValue.None;
    }

    private void Show(object? value, bool last)
    {
        // What display(…) returns is a handle, not a result, even where the semicolon was forgotten.
        if (value is DisplayedValue) return;
        if (last) host.Send(new ResultEvent(ValueFormatter.Format(value, [])));
        else host.Display(value, []);
    }

    private void Execute(DirectivePart directive, string name, CancellationToken interrupt)
    {
        switch (directive.Name)
        {
            case "#r":
                foreach (var reference in Explained(directive.Name, () => engine.References.Resolve(Quoted(directive), folder: null), interrupt))
                    engine.Chain.AddReference(reference);
                break;
            case "#i":
                Explained(directive.Name, () => AddSource(Quoted(directive)), interrupt);
                break;
            case "#!import":
                Import(directive, interrupt);
                break;
            case "#!who":
                host.DisplayData(Listings.Who(engine.Variables.All));
                break;
            case "#!whos":
                // The values print themselves, which is the reader's code.
                engine.Control(() => host.DisplayData(Listings.Whos(engine.Variables.All)), interrupt);
                break;
            case "#!set":
                Declare(Explained(directive.Name, () => values.SetterCode(directive.Arguments), interrupt), name, interrupt);
                break;
            case "#!lsmagic":
                host.DisplayData(Listings.Directives());
                break;
            case "#!about":
                host.DisplayData(Listings.About());
                break;
            default:
                throw CellFailure.Directive($"{directive.Name} stands where it has no effect.");
        }
    }

    private static void Explained(string directive, Action work, CancellationToken interrupt) => Explained(
        directive,
        () =>
        {
            work();
            return true;
        },
        interrupt);

    /// <summary>What goes wrong underneath a directive, such as a disk that is full, is told as the directive's failure.</summary>
    private static T Explained<T>(string directive, Func<T> work, CancellationToken interrupt)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            throw CellFailure.Interrupted($"The cell was interrupted while {directive} was at work.");
        }
        catch (Exception error) when (error is not CellFailure)
        {
            throw CellFailure.Directive($"{directive}: {error.Message}");
        }
    }

    private void Declare(string code, string name, CancellationToken interrupt)
    {
        if (code.Length > 0) engine.Run(code, $"{name}, directive", code, _ => { }, interrupt);
    }

    private void Import(DirectivePart directive, CancellationToken interrupt)
    {
        using var file = Explained(directive.Name, () => import.Open(directive.Arguments), interrupt);
        foreach (var cell in file.Cells)
            Run(cell.Code, cell.Language, cell.Name, interrupt, imported: true);
    }

    private void AddSource(string source)
    {
        const string prefix = "nuget:";
        if (!source.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) || source[prefix.Length..].Trim() is not { Length: > 0 } address)
            throw CellFailure.Directive($"#i \"{source}\": a package source is written #i \"nuget:ADDRESS\", with an address or a folder.");
        engine.References.Packages.AddSource(address);
    }

    private static string Quoted(DirectivePart directive) =>
        directive.Arguments is ['"', .. var inner] && inner.IndexOf('"', StringComparison.Ordinal) is >= 0 and var end && IsComment(inner[(end + 1)..])
            ? inner[..end]
            : throw CellFailure.Directive($"line {directive.Line}: {directive.Name} takes a text in quotes. {CellDirectives.Known[directive.Name]}");

    private static bool IsComment(string rest) => rest.Trim() is var tail && (tail.Length == 0 || tail.StartsWith("//", StringComparison.Ordinal));
}
