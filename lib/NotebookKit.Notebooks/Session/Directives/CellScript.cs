using System.Diagnostics;
using System.Globalization;
using Microsoft.DotNet.Interactive;

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
    public async Task<CellValue> Run(string code, CellLanguage language, string name, CancellationToken interrupt, bool imported = false)
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
                    var shared = values.SharedCode(share);
                    if (share.Language == CellLanguage.CSharp) await Declare(shared, name, interrupt).ConfigureAwait(false);
                    else scriptPrelude += shared + "\n";
                    break;
                case DirectivePart directive:
                    await Execute(directive, name, interrupt).ConfigureAwait(false);
                    break;
                case CodePart { Language: CellLanguage.CSharp } text when !text.IsBlank:
                    // One cell has one result; what its earlier parts and imported cells gave is shown as it comes.
                    var last = index == parts.Count - 1 && !imported;
                    result = await engine.Run(text.Text, name, code, value => Show(value, last), interrupt).ConfigureAwait(false);
                    break;
                case CodePart { Language: CellLanguage.Value } text:
                    values.Store(text);
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

    private async Task Execute(DirectivePart directive, string name, CancellationToken interrupt)
    {
        switch (directive.Name)
        {
            case "#r":
                foreach (var reference in await Restored(() => engine.References.Resolve(Quoted(directive), folder: null), interrupt).ConfigureAwait(false))
                    engine.Chain.AddReference(reference);
                break;
            case "#i":
                AddSource(Quoted(directive));
                break;
            case "#!import":
                await Import(directive, interrupt).ConfigureAwait(false);
                break;
            case "#!who":
                host.DisplayData(Listings.Who(engine.Variables.All));
                break;
            case "#!whos":
                host.DisplayData(Listings.Whos(engine.Variables.All));
                break;
            case "#!set":
                await Declare(await values.SetterCode(directive.Arguments).ConfigureAwait(false), name, interrupt).ConfigureAwait(false);
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

    /// <summary>A restore takes seconds, and an interrupt ends it.</summary>
    private static async Task<T> Restored<T>(Func<T> work, CancellationToken interrupt)
    {
        try
        {
            return await Task.Run(work, CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            throw CellFailure.Interrupted("The cell was interrupted while its packages were restored.");
        }
    }

    private async Task Declare(string code, string name, CancellationToken interrupt)
    {
        if (code.Length > 0) await engine.Run(code, $"{name}, directive", code, _ => { }, interrupt).ConfigureAwait(false);
    }

    private async Task Import(DirectivePart directive, CancellationToken interrupt)
    {
        using var file = import.Open(directive.Arguments);
        foreach (var cell in file.Cells)
            await Run(cell.Code, cell.Language, cell.Name, interrupt, imported: true).ConfigureAwait(false);
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
