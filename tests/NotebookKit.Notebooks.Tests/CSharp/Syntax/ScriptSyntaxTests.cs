using Microsoft.CodeAnalysis.CSharp;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Tests.CSharp.Syntax;

public class ScriptSyntaxTests
{
    [Fact]
    public void A_cell_may_end_in_an_expression() =>
        Assert.Empty(ScriptSyntax.Parse("var x = 1;\nx + 1", "cell 1").GetDiagnostics(TestContext.Current.CancellationToken));

    /// <summary>Roslyn would emit nothing for it, and the cells that follow would not have the namespace.</summary>
    [Fact]
    public void A_cell_of_usings_alone_gets_a_statement_unless_it_is_read_as_written()
    {
        const string code = "using System.Text;";
        Assert.Single(ScriptSyntax.Parse(code, "").GetCompilationUnitRoot(TestContext.Current.CancellationToken).Members);
        Assert.Empty(ScriptSyntax.ParseAsWritten(code, "").GetCompilationUnitRoot(TestContext.Current.CancellationToken).Members);
    }
}
