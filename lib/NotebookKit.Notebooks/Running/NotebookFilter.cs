using System.IO.Enumeration;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Running;

/// <summary>
/// Chooses notebooks, and of a notebook the cells that run. Terms about one thing are alternatives; terms about different
/// things must all hold; what a term with <c>!=</c> names is left out in any case.
/// </summary>
/// <remarks>
/// <c>path=VALUE</c> holds where the notebook's path contains the value, or, with <c>*</c> or <c>?</c>, where the value fits the
/// whole path or the file's name. <c>tag=VALUE</c> and <c>text=VALUE</c> hold for a code cell with this tag, or whose source
/// contains this text. A notebook without such a cell does not run; another runs from its top to the last such cell, since a
/// cell needs what the ones before it have made. Only tags tell capitals from small letters.
/// </remarks>
public sealed class NotebookFilter
{
    private const string Path = "path", Tag = "tag", Text = "text";

    private readonly IReadOnlyList<Term> _terms;

    private NotebookFilter(IReadOnlyList<Term> terms) => _terms = terms;

    /// <summary>Whether there are terms about cells, so that the notebooks must be read before it is known which ones run.</summary>
    public bool IsAboutCells => _terms.Any(term => term.Name != Path);

    private IEnumerable<Term> Wanted => _terms.Where(term => !term.IsNegated);

    /// <summary>Reads terms such as <c>tag=slow</c>, <c>tag!=slow</c>, <c>text=Fit(</c>, <c>path=1*.ipynb</c>, or a piece of a
    /// path.</summary>
    /// <param name="terms">The terms.</param>
    /// <exception cref="FormatException">A term has no value, or is about something else.</exception>
    public static NotebookFilter Parse(IEnumerable<string> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return new NotebookFilter([.. terms.Select(Read)]);
    }

    /// <summary>Whether the terms about paths hold.</summary>
    /// <param name="path">The notebook's path as the user would write it.</param>
    public bool TakesPath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string written = path.Replace('\\', '/');
        var about = _terms.Where(term => term.Name == Path).ToList();
        return !about.Any(term => term.IsNegated && Fits(term.Value, written))
            && (about.All(term => term.IsNegated) || about.Any(term => !term.IsNegated && Fits(term.Value, written)));
    }

    /// <summary>Whether a notebook has a cell that was asked for; true when none was.</summary>
    /// <param name="document">The notebook.</param>
    public bool Takes(NotebookDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return !Wanted.Any(term => term.Name != Path) || document.Cells.Any(IsWanted);
    }

    /// <summary>The code cells that do not run: those behind the last one that was asked for, and those that a term leaves out.</summary>
    /// <param name="document">The notebook.</param>
    public IReadOnlySet<NotebookCell> LeftOut(NotebookDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        int last = Wanted.Any(term => term.Name != Path)
            ? document.Cells.Index().Where(cell => IsWanted(cell.Item)).Select(cell => cell.Index).DefaultIfEmpty(-1).Max()
            : int.MaxValue;
        return document.Cells.Index().Where(cell => cell.Item.Kind == CellKind.Code && (cell.Index > last || IsUnwanted(cell.Item)))
            .Select(cell => cell.Item).ToHashSet();
    }

    /// <summary>The code cells that were asked for. Of the others, those above the last of them run for their sake.</summary>
    /// <param name="document">The notebook.</param>
    public IReadOnlySet<NotebookCell> Chosen(NotebookDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return document.Cells.Where(IsWanted).ToHashSet();
    }

    private static Term Read(string term)
    {
        foreach (string name in (string[])[Path, Tag, Text])
        {
            bool isNegated = term.StartsWith(name + "!=", StringComparison.Ordinal);
            if (isNegated || term.StartsWith(name + "=", StringComparison.Ordinal))
            {
                string value = term[(name.Length + (isNegated ? 2 : 1))..];
                return value.Length > 0
                    ? new Term(name, value, isNegated)
                    : throw new FormatException($"--filter {term}: expected a value behind the sign, for example {name}=lstm.");
            }
        }

        // A piece of a path may hold the sign itself.
        return term.Length == 0 ? throw new FormatException("--filter expects path=, tag= or text= with a value; received nothing.")
            : term.Split('=', 2) is [var unknown, _] && unknown.TrimEnd('!').All(char.IsAsciiLetter)
            ? throw new FormatException($"--filter {term}: expected path=, tag= or text= (or != to leave out); received '{unknown}='.")
            : new Term(Path, term, IsNegated: false);
    }

    private static bool Fits(string pattern, string path)
    {
        string written = pattern.Replace('\\', '/');
        return written.AsSpan().IndexOfAny('*', '?') < 0
            ? path.Contains(written, StringComparison.OrdinalIgnoreCase)
            : FileSystemName.MatchesSimpleExpression(written, path)
                || FileSystemName.MatchesSimpleExpression(written, System.IO.Path.GetFileName(path.AsSpan()));
    }

    private bool IsWanted(NotebookCell cell) => cell.Kind == CellKind.Code && !IsUnwanted(cell)
        && Wanted.Where(term => term.Name != Path).GroupBy(term => term.Name).All(terms => terms.Any(term => Holds(term, cell)));

    private bool IsUnwanted(NotebookCell cell) => _terms.Any(term => term.IsNegated && term.Name != Path && Holds(term, cell));

    private static bool Holds(Term term, NotebookCell cell) =>
        term.Name == Tag ? cell.HasTag(term.Value) : cell.Source.Contains(term.Value, StringComparison.OrdinalIgnoreCase);

    private sealed record Term(string Name, string Value, bool IsNegated);
}
