using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export.Fragments;

public sealed class ScriptListTests : IDisposable
{
    private readonly SiteFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_hash_is_what_a_policy_calls_the_text() =>
        Assert.Equal("sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", ScriptList.Hash(""));

    [Theory]
    [InlineData("{0}", true)]
    [InlineData("\ufeff# ours\r\n\r\n  {0}  the stepper\r\n", true)]
    [InlineData("#{0}", false)]
    [InlineData("'{0}'", false)]
    [InlineData("{0}x", false)]
    [InlineData("sha256-", false)]
    public void A_line_lists_a_hash_or_is_named(string line, bool allows)
    {
        var list = new ScriptList();
        IReadOnlyList<SiteProblem> problems =
            list.Read(string.Format(System.Globalization.CultureInfo.InvariantCulture, line, ScriptList.Hash("a()")), "scripts.txt");
        Assert.Equal(allows, list.Allows(ScriptList.Hash("a()")));
        Assert.Equal(!allows && line[0] != '#', problems.Count > 0);
        Assert.False(list.Allows(ScriptList.Hash("a();")));
    }

    [Fact]
    public void The_list_of_one_folder_serves_all_pages_and_their_policies_name_what_they_hold()
    {
        _fixture.Write("lessons/scripts.txt", ScriptList.Hash("a()"));
        _fixture.Add("a.ipynb", document => document.Add(NotebookKit.Notebooks.Documents.CellKind.Code, "x").Outputs.Add(
            SiteFixture.Display(("text/html", "<script>a()</script><b>c</b>"))));
        _fixture.Add("b.ipynb", "# B");
        Site site = _fixture.Build();
        Assert.Empty(site.Problems);
        Assert.Contains(ScriptList.Hash("a()"), Policy(site, "a.html"));
        Assert.DoesNotContain(ScriptList.Hash("a()"), Policy(site, "b.html"));
        Assert.DoesNotContain("script-src 'unsafe-inline'", Policy(site, "a.html"));
    }

    [Fact]
    public void A_list_that_is_a_folder_or_leads_out_of_the_folder_lists_nothing()
    {
        Directory.CreateDirectory(_fixture.File("lessons/scripts.txt"));
        Assert.Contains("It is a folder", Assert.Single(_fixture.Add("a.ipynb", "# A").Build().Problems).Text);
        Directory.Delete(_fixture.File("lessons/scripts.txt"));
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        _fixture.Write("scripts.txt", ScriptList.Hash("a()"));
        File.CreateSymbolicLink(_fixture.File("lessons/scripts.txt"), _fixture.File("scripts.txt"));
        Assert.Contains("outside the folder", Assert.Single(_fixture.Build().Problems).Text);
    }

    private static string Policy(Site site, string path) =>
        SiteFixture.Page(site, path).QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!;
}
