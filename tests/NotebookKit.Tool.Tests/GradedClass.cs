using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Grading;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary>A teacher's folder with one small lesson that knows nothing of networks, saved executed.</summary>
internal sealed class GradedClass : IDisposable
{
    private const string Checks =
        """
        void Check(string exercise, int? answer, int right) =>
            System.Text.Json.JsonSerializer.Serialize(new
            {
                exercise,
                verdict = answer is null ? "unanswered" : answer == right ? "right" : "wrong",
                hint = answer is null ? "Set the answer." : $"It is {answer}.",
                number = Environment.GetEnvironmentVariable("NOTEBOOKKIT_CHECK_NUMBER"),
            }).DisplayAs("application/vnd.notebookkit.check+json");
        """;

    private readonly TemporaryFolder _folder = new();

    private GradedClass()
    {
    }

    public string Folder => _folder.Path;

    public static async Task<GradedClass> CreateAsync()
    {
        var created = new GradedClass();
        created._folder.Add("lessons/kit.ipynb", Checks);
        string path = created._folder.Add(
            "lessons/01-sums.ipynb", "#!import kit.ipynb", "int? answer1 = null;", "Check(\"01.1\", answer1, 42);",
                "Check(\"01.1\", 6 * 7, 42);");
        var lesson = NotebookDocument.Load(path);
        lesson.Cells[3].AddTag("solution");
        lesson.Save(path);
        (int code, string output, _) = await BuiltTool.RunAsync(created.Folder, "run", "lessons/01-sums.ipynb");
        Assert.True(code == 0, output);
        return created;
    }

    public void Dispose() => _folder.Dispose();

    public string File(string name) => _folder.File(name);

    public string Text(string name) => _folder.Text(name);

    /// <summary>Hands in the student edition with the first answer in place.</summary>
    public void HandIn(string path, string answer)
    {
        var notebook = NotebookDocument.Load(File("lessons/01-sums.ipynb"));
        StudentEdition.TakeSolutionsOut(notebook);
        notebook.Cells[1].Source = answer;
        Directory.CreateDirectory(Path.GetDirectoryName(File(path))!);
        notebook.Save(File(path));
    }

    public Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => BuiltTool.RunAsync(Folder, arguments);
}
