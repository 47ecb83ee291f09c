using System.Security.Cryptography;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Grading;

/// <summary>
/// A student's notebook with the teacher's checks in the place of its own, each with a number that its results must bear.
/// </summary>
/// <remarks>
/// A check stands where the student's copy of it did, known by the cell's id or, where an editor gave new ids, by its text;
/// where the student has taken it out, after the last cell that comes before it in the lesson. Whatever else the student's
/// notebook holds runs as it is, save the lesson's own solutions; but it cannot raise its own limits, skip a check, or leave it out.
/// </remarks>
internal sealed class GradedNotebook
{
    private readonly Dictionary<NotebookCell, (CheckCell Check, string Number)> _checks = [];

    private GradedNotebook(NotebookDocument document) => Document = document;

    /// <summary>The notebook to run.</summary>
    public NotebookDocument Document { get; }

    /// <summary>Puts the checks of a lesson into a submission.</summary>
    /// <param name="lesson">The lesson.</param>
    /// <param name="submission">The student's notebook; it is changed.</param>
    public static GradedNotebook Of(TaughtLesson lesson, NotebookDocument submission)
    {
        var graded = new GradedNotebook(submission);
        graded.TakeOut(lesson);
        foreach (CheckCell check in lesson.Checks)
        {
            graded.Put(lesson, check);
        }

        return graded;
    }

    /// <summary>The number of a cell's check; null for a cell that is not the teacher's check.</summary>
    public string? NumberOf(NotebookCell cell) =>
        _checks.TryGetValue(cell, out (CheckCell Check, string Number) check) ? check.Number : null;

    /// <summary>The cell in which a check runs.</summary>
    public NotebookCell CellOf(CheckCell check) => _checks.Single(item => item.Value.Check == check).Key;

    // The lesson's solutions would answer in the student's name; limits and tags of the student's are the teacher's to set.
    private void TakeOut(TaughtLesson lesson)
    {
        HashSet<string> solutions =
            [.. lesson.Document.Cells.Where(cell => cell.HasTag(TaughtLesson.SolutionTag)).Select(cell => cell.Id).OfType<string>()];
        for (int i = Document.Cells.Count - 1; i >= 0; i--)
        {
            if (Document.Cells[i].Id is { } id && solutions.Contains(id))
            {
                Document.RemoveAt(i);
            }
            else
            {
                Document.Cells[i].Metadata.Remove("execution");
            }
        }

        Document.Metadata.Remove("execution");
    }

    private void Put(TaughtLesson lesson, CheckCell check)
    {
        int at = PlaceOf(cell => cell.Id is not null && cell.Id == check.Cell.Id);
        if (at < 0)
        {
            at = PlaceOf(cell => cell.Source.Trim() == check.Cell.Source.Trim());
        }

        if (at >= 0)
        {
            Document.RemoveAt(at);
        }
        else
        {
            at = PlaceWhereItWas(lesson, check);
        }

        NotebookCell cell = Document.Insert(at, CellKind.Code, check.Cell.Source, check.Cell.Language);
        _checks[cell] = (check, RandomNumberGenerator.GetHexString(32));
    }

    private int PlaceOf(Func<NotebookCell, bool> isIt) =>
        Document.Cells.ToList().FindIndex(cell => cell.Kind == CellKind.Code && !_checks.ContainsKey(cell) && isIt(cell));

    private int PlaceWhereItWas(TaughtLesson lesson, CheckCell check)
    {
        var cells = Document.Cells.ToList();
        for (int before = check.Index - 1; before >= 0; before--)
        {
            NotebookCell taught = lesson.Document.Cells[before];
            int found = cells.FindIndex(cell => _checks.TryGetValue(cell, out (CheckCell Check, string Number) put)
                ? put.Check.Cell == taught
                : taught.Id is not null && cell.Id == taught.Id);
            if (found >= 0)
            {
                return found + 1;
            }
        }

        return cells.Count;
    }
}
