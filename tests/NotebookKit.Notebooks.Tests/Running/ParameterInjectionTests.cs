using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running;

namespace NotebookKit.Notebooks.Tests.Running;

public class ParameterInjectionTests
{
    [Theory]
    [InlineData("var x = 1;", "2", "int x = 2;")]
    [InlineData("var x = 1L;", "2", "long x = 2L;")]
    [InlineData("var x = -1.5f;", "2", "float x = 2f;")]
    [InlineData("double x = 1;", "1e-3", "double x = 0.001d;")]
    [InlineData("decimal x = 1;", "2.50", "decimal x = 2.50m;")]
    [InlineData("var x = false;", "True", "bool x = true;")]
    [InlineData("var x = \"a\";", "12", "string x = \"12\";")]
    [InlineData("string? x = null;", "null", "string? x = null;")]
    [InlineData("string x = \"a\";", "a\"b\\c", "string x = \"a\\\"b\\\\c\";")]
    public void A_value_takes_the_type_of_the_variable(string declaration, string value, string line) =>
        Assert.Equal($"// Parameters\n{line}", Inject(declaration, "x", value).Cells[2].Source);

    [Theory]
    [InlineData("int x = 1;", "x", "1.5", "'x' is of the type int; '1.5' is not one")]
    [InlineData("var x = true;", "x", "yes", "'x' is of the type bool; 'yes' is not one")]
    [InlineData("double x = 1;", "x", "0,5", "'x' is of the type double; '0,5' is not one")]
    [InlineData("var x = 1f;", "x", "1,5", "'x' is of the type float; '1,5' is not one")]
    [InlineData("decimal x = 1;", "x", "1,000", "'x' is of the type decimal; '1,000' is not one")]
    [InlineData("float x = 1;", "x", "1e99", "'x' is of the type float")]
    [InlineData("TimeSpan x = default;", "x", "1", "declared with the type TimeSpan")]
    [InlineData("var x = new int[3];", "x", "1", "declared with the type var")]
    [InlineData("int x = 1;", "a b", "1", "there is no parameter 'a b'. The notebook's parameters are x.")]
    [InlineData("int epochs = 1; double rate = 2;", "nosuch", "1", "there is no parameter 'nosuch'. The notebook's "
        + "parameters are epochs, rate.")]
    [InlineData("int epochs = 1; double rate = 2;", "epoch", "1", "there is no parameter 'epoch'. Did you mean 'epochs'?")]
    [InlineData("int epochs = 1, batchSize = 2;", "batchsize", "1", "Did you mean 'batchSize'?")]
    [InlineData("int epochs = 1;", "epcohs", "1", "Did you mean 'epochs'?")]
    [InlineData("// nothing", "x", "1", "the cell tagged parameters declares no variable. Declare it there with its default value, for "
        + "example: int x = 1;")]
    public void A_value_that_does_not_fit_is_refused(string declaration, string name, string value, string message) =>
        Assert.Contains(message, Assert.Throws<ParameterException>(() => Inject(declaration, name, value)).Message);

    [Fact]
    public void The_injected_cell_stands_after_the_tagged_one_and_replaces_one_from_before()
    {
        NotebookDocument document = Inject("var x = 1; var y = 2;", "x", "2");
        ParameterInjection.Inject(document, new Dictionary<string, string> { ["x"] = "3", ["y"] = "4" });

        Assert.Equal(["// before", "var x = 1; var y = 2;", "// Parameters\nint x = 3;\nint y = 4;", "// after"],
            document.Cells.Select(cell => cell.Source));
        Assert.Equal(["injected-parameters"], document.Cells[2].Tags);
    }

    [Fact]
    public void Without_a_tagged_cell_there_is_nothing_to_set()
    {
        var document = NotebookDocument.Create();
        document.Add(CellKind.Code, "x");
        ParameterException error = Assert.Throws<ParameterException>(
            () => ParameterInjection.Inject(document, new Dictionary<string, string> { ["x"] = "1" }));
        Assert.Contains("'x' cannot be set, since no cell is tagged parameters. Tag the cell that declares x", error.Message);
        Assert.Equal(["x"], document.Cells.Select(cell => cell.Source));
    }

    [Fact]
    public void What_an_earlier_run_injected_can_be_set_again()
    {
        var document = NotebookDocument.Create();
        document.Add(CellKind.Code, "// Parameters\nint x = 1;").AddTag("injected-parameters");
        document.Add(CellKind.Code, "x");
        ParameterInjection.Inject(document, new Dictionary<string, string> { ["x"] = "2" });
        Assert.Equal(["// Parameters\nint x = 2;", "x"], document.Cells.Select(cell => cell.Source));
    }

    [Fact]
    public void Without_parameters_nothing_changes()
    {
        var document = NotebookDocument.Create();
        ParameterInjection.Inject(document, new Dictionary<string, string>());
        Assert.Empty(document.Cells);
    }

    private static NotebookDocument Inject(string declaration, string name, string value)
    {
        var document = NotebookDocument.Create();
        document.Add(CellKind.Code, "// before");
        document.Add(CellKind.Code, declaration).AddTag("parameters");
        document.Add(CellKind.Code, "// after");
        ParameterInjection.Inject(document, new Dictionary<string, string> { [name] = value });
        return document;
    }
}
