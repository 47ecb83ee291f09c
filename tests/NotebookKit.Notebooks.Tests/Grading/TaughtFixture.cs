using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Grading;
using NotebookKit.Notebooks.Running;
using NotebookKit.Notebooks.Tests.Running;

namespace NotebookKit.Notebooks.Tests.Grading;

/// <summary>A teacher's lesson that knows nothing of networks, saved executed in a folder of its own, and what students made of
/// it.</summary>
public sealed class TaughtFixture : IAsyncLifetime
{
    /// <summary>What the check cells call: any code may say a result, as long as it has the form.</summary>
    private const string Checks =
        """
        void Check(string exercise, int? answer, int right) =>
            System.Text.Json.JsonSerializer.Serialize(new
            {
                exercise,
                verdict = answer is null ? "unanswered" : answer == right ? "right" : "wrong",
                hint = answer is null ? "Set the answer." : answer == right ? "So it is." : $"{answer} is not it.",
                number = Environment.GetEnvironmentVariable("NOTEBOOKKIT_CHECK_NUMBER"),
            }).DisplayAs("application/vnd.notebookkit.check+json");
        """;

    public string Folder { get; } = Directory.CreateTempSubdirectory("notebookkit-grading-").FullName;

    internal TaughtLesson Lesson { get; private set; } = null!;

    /// <summary>The cells of the lesson: text, checks' function, answer, check, solution, answer, check.</summary>
    public static NotebookDocument Create()
    {
        var lesson = NotebookDocument.Create();
        lesson.Add(CellKind.Markdown, "# Sums");
        lesson.Add(CellKind.Code, Checks);
        lesson.Add(CellKind.Code, "int? answer1 = null;");
        lesson.Add(CellKind.Code, "Check(\"01.1\", answer1, 42);");
        lesson.Add(CellKind.Code, "Check(\"01.1\", 6 * 7, 42);").AddTag("solution");
        lesson.Add(CellKind.Code, "int? answer2 = null;");
        lesson.Add(CellKind.Code, "Check(\"01.2\", answer2, 7);");
        return lesson;
    }

    public async ValueTask InitializeAsync()
    {
        string path = Path.Combine(Folder, "01-sums.ipynb");
        Create().Save(path);
        IReadOnlyList<NotebookReport> reports =
            await new NotebookRunner(FixtureRun.Options, new MomentLog()).RunAsync([path], TestContext.Current.CancellationToken);
        Assert.Equal(NotebookOutcome.Passed, reports[0].Outcome);
        reports[0].Document!.Save(path);
        Lesson = TaughtLesson.Load(path);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Hands in what a student made of the lesson.</summary>
    internal Submission HandIn(string student, Action<NotebookDocument> changes)
    {
        var notebook = NotebookDocument.Load(Lesson.Path);
        StudentEdition.TakeSolutionsOut(notebook);
        changes(notebook);
        return HandIn(student, notebook.ToBytes(NotebookFormat.Ipynb));
    }

    /// <summary>Hands in bytes.</summary>
    internal Submission HandIn(string student, byte[] content)
    {
        string path = Path.Combine(Folder, "handed in", student, "01-sums.ipynb");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return Submissions.Of(path, [Lesson])!;
    }

    /// <summary>Answers both exercises.</summary>
    public static void Answer(NotebookDocument notebook, string first, string second)
    {
        Set(notebook, "int? answer1 = null;", first);
        Set(notebook, "int? answer2 = null;", second);
    }

    /// <summary>Changes the cell with this text.</summary>
    public static void Set(NotebookDocument notebook, string source, string changed) =>
        notebook.Cells.Single(cell => cell.Source == source).Source = changed;
}
