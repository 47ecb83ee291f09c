namespace NotebookKit.Xunit.Tests;

/// <summary>
/// Methods as users write them, over notebooks that pass, fail and worse. They are explicit, so that only the tests that look at
/// their results run them, see <see cref="SampleRun"/>.
/// </summary>
[Trait("Category", "Sample")]
public class Samples
{
    private const string Fixtures = "../NotebookKit.Notebooks.Tests/Running/Fixtures/";

    [Notebooks(Fixtures + "passes.ipynb", Explicit = true)]
    public void Passing()
    {
    }

    [Notebooks(Fixtures + "raises.ipynb", Explicit = true)]
    public void Failing()
    {
    }

    [Notebooks(Fixtures + "raises.ipynb", ContinueAfterError = true, Explicit = true)]
    public void FailingAndGoingOn()
    {
    }

    [Notebooks(Fixtures + "m*-raise*.ipynb", Explicit = true)]
    public void Raising()
    {
    }

    [Notebooks("Fixtures/never-ends.ipynb", Timeout = 1000, Explicit = true)]
    public void Endless()
    {
    }

    [Notebooks("Fixtures/tagged.ipynb", Explicit = true)]
    public void Tagged()
    {
    }

    [Notebooks("Fixtures/tagged.ipynb", Filter = ["tag=last", "tag!=unwanted"], Explicit = true)]
    public void Filtered()
    {
    }

    [Notebooks("Fixtures/tagged.ipynb", Filter = ["tag=nowhere"], Explicit = true)]
    public void FilteredToNothing()
    {
    }

    [Notebooks("Fixtures/tagged.ipynb", Filter = ["colour=red"], Explicit = true)]
    public void WronglyFiltered()
    {
    }

    [Notebooks(Fixtures + "parameters.ipynb", Parameters = ["epochs=3"], Explicit = true)]
    public void WithParameters()
    {
    }

    [Notebooks(Fixtures + "parameters.ipynb", Parameters = ["epoch=3"], Explicit = true)]
    public void WithAnUnknownParameter()
    {
    }

    [Notebooks("Fixtures/saved.ipynb", Compare = true, Explicit = true)]
    public void Compared()
    {
    }

    [Notebooks("Fixtures/saved.ipynb", Compare = true, RelativeTolerance = 0.1, Explicit = true)]
    public void ComparedLoosely()
    {
    }

    [Notebooks(Fixtures + "not-json.ipynb", Explicit = true)]
    public void Damaged()
    {
    }

    [Notebooks(Fixtures + "exits.ipynb", Explicit = true)]
    public void Dying()
    {
    }

    [Notebooks(Fixtures + "reads-a-file-beside-it.ipynb", Explicit = true)]
    public void ReadingAFileBesideIt()
    {
    }

    [Notebooks("no/such/folder", Explicit = true)]
    public void Missing()
    {
    }

    [Notebooks("Samples.cs", Explicit = true)]
    public void NoNotebook()
    {
    }

    [Notebooks("Fixtures/only-text.ipynb", Explicit = true)]
    public void OnlyText()
    {
    }

    [Notebooks("Fixtures/fails-first.ipynb", Explicit = true)]
    public void FailingFirst()
    {
    }

    [Notebooks("Fixtures", Filter = ["path!=never*", "path!=fails*"], Explicit = true, DisplayName = "All")]
    public void Folder()
    {
    }

    [Notebooks("Fixtures/tagged.ipynb", Explicit = true)]
    public void WithABody() => Assert.Fail("never run");

    [Notebooks("Fixtures/tagged.ipynb", Timeout = -2, Explicit = true)]
    public void WithAWrongTimeout()
    {
    }
}
