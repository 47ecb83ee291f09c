using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

public sealed class RequiredToolTests
{
    [Fact]
    public void A_missing_tool_names_its_package_and_fails_only_where_tools_are_required()
    {
        bool required = Environment.GetEnvironmentVariable("NOTEBOOKKIT_TOOLS") == "required";

        foreach (Action ask in (Action[])[() => RequiredTool.Executable("no-such-tool", "no-such-package"),
            () => RequiredTool.Python(("no_such_module", "no-such-package"))])
        {
            Exception outcome = Record.Exception(ask)!;

            Assert.Matches("Run: sudo apt-get install --no-install-recommends .*no-such-package", outcome.Message);
            Assert.Equal(required, outcome is Xunit.Sdk.FailException);
        }
    }
}
