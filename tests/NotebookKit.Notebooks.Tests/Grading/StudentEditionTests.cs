using System.Text;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Grading;

namespace NotebookKit.Notebooks.Tests.Grading;

public class StudentEditionTests
{
    [Fact]
    public void Solutions_go_with_their_outputs_whatever_kind_of_cell_they_are()
    {
        NotebookDocument lesson = TaughtFixture.Create();
        lesson.Add(CellKind.Markdown, "Because six sevens are 42.").AddTag("solution");
        Assert.Equal(2, StudentEdition.TakeSolutionsOut(lesson));
        string text = Encoding.UTF8.GetString(lesson.ToBytes(NotebookFormat.Ipynb));
        Assert.DoesNotContain("6 * 7", text);
        Assert.DoesNotContain("six sevens", text);
        Assert.Equal(6, lesson.Cells.Count);
    }

    [Fact]
    public void A_lesson_without_solutions_is_written_as_the_same_bytes()
    {
        NotebookDocument lesson = TaughtFixture.Create();
        lesson.RemoveAt(4);
        byte[] bytes = lesson.ToBytes(NotebookFormat.Ipynb);
        var again = NotebookDocument.Parse(bytes, "a.ipynb");
        Assert.Equal(0, StudentEdition.TakeSolutionsOut(again));
        Assert.Equal(bytes, again.ToBytes(NotebookFormat.Ipynb));
    }

    [Theory]
    [InlineData("#!import kit.dib", "kit.dib")]
    [InlineData("#!import \"my kit.dib\"  ", "my kit.dib")]
    [InlineData("1 + 1\n#!import parts/a.cs\n#!import b.ipynb", "parts/a.cs b.ipynb")]
    [InlineData("#!import ../lib/kit.dib", "")]
    [InlineData("#!import /etc/passwd", "")]
    [InlineData("var text = \"#!import kit.dib\";", "")]
    public void What_a_lesson_imports_from_its_own_folder_is_handed_out_with_it(string source, string imports)
    {
        var lesson = NotebookDocument.Create();
        lesson.Add(CellKind.Code, source);
        Assert.Equal(imports, string.Join(' ', StudentEdition.Imports(lesson)));
    }
}
