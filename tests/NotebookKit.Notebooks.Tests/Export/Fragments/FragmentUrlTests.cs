using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export.Fragments;

public class FragmentUrlTests
{
    [Theory]
    [InlineData("https://a.test", "https", true)]
    [InlineData("HTTP://a.test", "http", true)]
    [InlineData("mailto:a@b.test", "mailto", true)]
    [InlineData("//a.test", "//", true)]
    [InlineData("\\\\a.test", "//", true)]
    [InlineData("lesson.ipynb#part", null, true)]
    [InlineData("a/b:c", null, true)]
    [InlineData("#javascript:a()", null, true)]
    [InlineData("javascript:a()", "javascript", false)]
    [InlineData(" \u0001\tja\nva\rscript\t:a()", "javascript", false)]
    [InlineData("JaVaScRiPt:a()", "javascript", false)]
    [InlineData("data:text/html,x", "data", false)]
    [InlineData("vbscript:x", "vbscript", false)]
    [InlineData("file:///etc/passwd", "file", false)]
    [InlineData("blob:x", "blob", false)]
    [InlineData("view-source:x", "view-source", false)]
    [InlineData("x+y.z-1:a", "x+y.z-1", false)]
    public void Addresses_are_read_as_browsers_read_them(string written, string? scheme, bool mayLink)
    {
        string address = FragmentUrl.Normal(written);
        Assert.Equal((scheme, mayLink), (FragmentUrl.Scheme(address), FragmentUrl.MayLink(address)));
    }
}
