using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Grading;

namespace NotebookKit.Notebooks.Tests.Grading;

public sealed class GradedNotebookTests : IDisposable
{
    private const string FirstCheck = "Check(\"01.1\", answer1, 42);";
    private const string SecondCheck = "Check(\"01.2\", answer2, 7);";
    private static readonly string[] s_order = ["# Sums", "int? answer1 = null;", FirstCheck, "int? answer2 = null;", SecondCheck];

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("notebookkit-graded-").FullName, "01-sums.ipynb");
    private readonly TaughtLesson _lesson;

    public GradedNotebookTests()
    {
        NotebookDocument lesson = TaughtFixture.Create();
        foreach (NotebookCell check in lesson.Cells.Where(cell => cell.Source is FirstCheck or SecondCheck))
        {
            check.AddTag("check");
        }

        lesson.Save(_path);
        _lesson = TaughtLesson.Load(_path);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void The_teachers_check_takes_the_place_of_the_students()
    {
        NotebookDocument graded = Graded(notebook =>
        {
            NotebookCell check = notebook.Cells.Single(cell => cell.Source == FirstCheck);
            check.Source = "\"right\".Display();";
            check.AddTag("skip-execution");
        });
        Assert.Equal(s_order, Sources(graded));
        Assert.All(graded.Cells, cell => Assert.Empty(cell.Tags));
    }

    [Fact]
    public void A_check_that_an_editor_gave_another_id_is_known_by_its_text() =>
        Assert.Equal(s_order, Sources(Graded(notebook =>
        {
            foreach (NotebookCell cell in notebook.Cells)
            {
                cell.Json["id"] = "new-" + cell.Id;
            }
        })));

    [Fact]
    public void A_check_that_was_taken_out_is_put_back_behind_what_comes_before_it() =>
        Assert.Equal(s_order, Sources(Graded(notebook => Remove(notebook, FirstCheck))));

    [Fact]
    public void A_check_of_which_nothing_is_left_runs_at_the_end()
    {
        NotebookDocument graded = Graded(notebook =>
        {
            while (notebook.Cells.Count > 0)
            {
                notebook.RemoveAt(0);
            }

            notebook.Add(CellKind.Code, "int? answer1 = 42, answer2 = 7;");
        });
        Assert.Equal(["int? answer1 = 42, answer2 = 7;", FirstCheck, SecondCheck], Sources(graded));
    }

    [Fact]
    public void A_second_copy_of_a_check_stays_the_students_own_and_has_no_number()
    {
        var submission = NotebookDocument.Load(_path);
        submission.Add(CellKind.Code, FirstCheck);
        var graded = GradedNotebook.Of(_lesson, submission);
        Assert.Equal(2, graded.Document.Cells.Count(cell => cell.Source == FirstCheck));
        Assert.Single(graded.Document.Cells, cell => cell.Source == FirstCheck && graded.NumberOf(cell) is not null);
    }

    [Fact]
    public void Every_check_has_a_number_of_its_own()
    {
        string[] first = Numbers(), second = Numbers();
        Assert.Equal(4, first.Concat(second).Distinct().Count());

        string[] Numbers()
        {
            var graded = GradedNotebook.Of(_lesson, NotebookDocument.Load(_path));
            return [.. _lesson.Checks.Select(check => graded.NumberOf(graded.CellOf(check))!)];
        }
    }

    [Fact]
    public void The_lessons_solutions_do_not_answer_in_a_students_name() => Assert.DoesNotContain(
        "Check(\"01.1\", 6 * 7, 42);", Sources(GradedNotebook.Of(_lesson, NotebookDocument.Load(_path)).Document));

    [Fact]
    public void A_submission_sets_no_limits_of_its_own()
    {
        NotebookDocument graded = Graded(notebook =>
        {
            notebook.Metadata["execution"] = new JsonObject { ["timeout"] = 0 };
            notebook.Cells[2].Metadata["execution"] = new JsonObject { ["timeout"] = 0 };
        });
        Assert.False(graded.Metadata.ContainsKey("execution"));
        Assert.All(graded.Cells, cell => Assert.False(cell.Metadata.ContainsKey("execution")));
    }

    [Fact]
    public void Whatever_is_done_to_the_notebook_each_check_stands_in_it_once_as_the_teacher_wrote_it()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            var submission = NotebookDocument.Load(_path);
            var random = new Random(seed);
            for (int change = random.Next(1, 12); change > 0; change--)
            {
                Change(submission, random);
            }
            var graded = GradedNotebook.Of(_lesson, submission);
            NotebookCell[] checks = [.. graded.Document.Cells.Where(cell => graded.NumberOf(cell) is not null)];
            Assert.True(
                checks.Select(cell => cell.Source).Order(StringComparer.Ordinal).SequenceEqual([FirstCheck, SecondCheck]), $"seed {seed}");
            Assert.All(
                checks, cell => Assert.True(cell.Kind == CellKind.Code && cell.Tags.Count == 0 && cell.Outputs.Count == 0, $"seed {seed}"));
            Assert.Equal(2, checks.Select(graded.NumberOf).Distinct().Count());
            Assert.DoesNotContain(graded.Document.Cells, cell => cell.Metadata.ContainsKey("execution"));
        }
    }

    // What an editor, a merge or a student with ideas does to cells.
    private static void Change(NotebookDocument notebook, Random random)
    {
        if (notebook.Cells.Count == 0 || random.Next(6) == 0)
        {
            notebook.Insert(
                random.Next(notebook.Cells.Count + 1), (CellKind)random.Next(3), random.Next(2) == 0 ? FirstCheck : "\"right\"");
            return;
        }

        NotebookCell cell = notebook.Cells[random.Next(notebook.Cells.Count)], other = notebook.Cells[random.Next(notebook.Cells.Count)];
        switch (random.Next(8))
        {
            case 0:
                notebook.RemoveAt(notebook.Cells.ToList().IndexOf(cell));
                break;
            case 1:
                cell.Source = random.Next(2) == 0 ? "" : SecondCheck + " ";
                break;
            case 2:
                cell.Json["id"] = other.Id;
                break;
            case 3:
                cell.Json.Remove("id");
                break;
            case 4:
                cell.Json["cell_type"] = random.Next(2) == 0 ? "markdown" : "raw";
                break;
            case 5:
                cell.AddTag(random.Next(2) == 0 ? "skip-execution" : "solution");
                break;
            case 6:
                cell.Metadata["execution"] = new JsonObject { ["timeout"] = 0 };
                break;
            case 7:
                (cell.Source, other.Source) = (other.Source, cell.Source);
                break;
        }
    }

    private NotebookDocument Graded(Action<NotebookDocument> changes)
    {
        var submission = NotebookDocument.Load(_path);
        StudentEdition.TakeSolutionsOut(submission);
        changes(submission);
        return GradedNotebook.Of(_lesson, submission).Document;
    }

    // Without the function that the checks call.
    private static string[] Sources(NotebookDocument notebook) =>
        [.. notebook.Cells.Select(cell => cell.Source).Where(source => !source.StartsWith("void ", StringComparison.Ordinal))];

    private static void Remove(NotebookDocument notebook, string source) =>
        notebook.RemoveAt(notebook.Cells.ToList().FindIndex(cell => cell.Source == source));
}
