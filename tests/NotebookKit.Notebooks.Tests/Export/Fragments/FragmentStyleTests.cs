using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export.Fragments;

public class FragmentStyleTests
{
    [Theory]
    [InlineData("color: red")]
    [InlineData(".a > .b{clip-path:url(#c);mask:url( \"#d\" )}@media (width < 40rem){.c{--x:1}}")]
    [InlineData("background:url(data:image/png;base64,AAAA)")]
    [InlineData("@font-face{src:url('data:font/woff2;base64,AAAA')}")]
    [InlineData(".my-src(a){} .my-image(b){} content:'behaviour'")]
    public void What_loads_nothing_stays(string css) => Assert.Null(FragmentStyle.Problem(css));

    [Theory]
    [InlineData("@import 'a.css'", "@import")]
    [InlineData("@IMPORT url(a.css)", "@import")]
    [InlineData("@\\69 mport 'a.css'", "@import")]
    [InlineData("@im\\port 'a.css'", "@import")]
    [InlineData("@im/**/port 'a.css'", "@import")]
    [InlineData("a{b:url(https://evil.test)}", "https://evil.test")]
    [InlineData("a{b:URL( ' //evil.test/a')}", "//evil.test/a")]
    [InlineData("a{b:ur\\6c(\"beside.png\")}", "beside.png")]
    [InlineData("a{b:url(https://evil.test", "https://evil.test")]
    [InlineData("a{b:-webkit-image-set('//evil.test' 1x)}", "image-set")]
    [InlineData("a{b:image('x.png')}", "image")]
    [InlineData("a{b:expression(a())}", "expression")]
    [InlineData("a{-moz-binding:none}", "-moz-binding")]
    [InlineData("a{behavior : none}", "behavior")]
    [InlineData("</style><script>a()</script>", "markup")]
    [InlineData("<!--", "markup")]
    public void What_would_load_or_end_early_is_named(string css, string named) => Assert.Contains(named, FragmentStyle.Problem(css));

    [Fact]
    public void Work_is_in_proportion_to_the_length()
    {
        foreach (string part in (string[])["/*", "url(", "\\", "@", "\\69", "'", "url(\"", "<", "/**/"])
        {
            _ = FragmentStyle.Problem(string.Concat(Enumerable.Repeat(part, 100_000)));
        }
    }
}
