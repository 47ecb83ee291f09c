using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Grading;

namespace NotebookKit.Notebooks.Tests.Grading;

public sealed class SubmissionsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("notebookkit-submissions-").FullName;
    private readonly TaughtLesson[] _lessons;

    public SubmissionsTests() => _lessons = [.. new[] { "05-sequences", "05-sequences-and-states", "1" }.Select(Lesson)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("in/ada/05-sequences.ipynb", "05-sequences", "ada")]
    [InlineData("in/05-sequences-ada.ipynb", "05-sequences", "ada")]
    [InlineData("in/05-sequences_Ada Lovelace.ipynb", "05-sequences", "Ada Lovelace")]
    [InlineData("in/x/05-sequences-and-states-bob.ipynb", "05-sequences-and-states", "bob")]
    [InlineData("in/bob/05-sequences-and-states.ipynb", "05-sequences-and-states", "bob")]
    [InlineData("in/bob/05-sequences (1).ipynb", "05-sequences", "bob")]
    [InlineData("in/bob/05-sequences-Copy2.ipynb", "05-sequences", "bob")]
    [InlineData("in/bob/05-sequences - Copy.ipynb", "05-sequences", "bob")]
    [InlineData("in/05-sequences-bob (2).ipynb", "05-sequences", "bob")]
    [InlineData("in/bob/05-sequences/05-sequences.ipynb", "05-sequences", "bob")]
    [InlineData("in/bob/05-SEQUENCES.ipynb", "05-sequences", "bob")]
    [InlineData("in/Łukasz Żak_17_file/05-sequences.ipynb", "05-sequences", "Łukasz Żak_17_file")]
    [InlineData("in/1.ipynb", "1", "in")]
    public void A_file_is_the_lessons_whose_name_it_begins_with_and_the_students_who_is_named(string path, string lesson, string student)
    {
        Submission submission = Submissions.Of(Path.Combine(_folder, path), _lessons)!;
        Assert.Equal((lesson, student), (submission.Lesson.Name, submission.Student));
    }

    [Theory]
    [InlineData("in/ada/homework.ipynb")]
    [InlineData("in/ada/05-sequencesandmore.ipynb")]
    [InlineData("in/ada/10.ipynb")]
    [InlineData("in/ada/my 05-sequences.ipynb")]
    public void Another_file_is_no_lessons(string path) => Assert.Null(Submissions.Of(Path.Combine(_folder, path), _lessons));

    private TaughtLesson Lesson(string name)
    {
        string path = Path.Combine(_folder, name + ".ipynb");
        NotebookDocument.Create().Save(path);
        return TaughtLesson.Load(path);
    }
}
