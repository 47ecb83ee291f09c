using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Tests.Documents;

public class MultilineTextTests
{
    // What Python's str.splitlines(keepends=True) gives for the same text.
    [Theory]
    [InlineData("", "[]")]
    [InlineData("a", """["a"]""")]
    [InlineData("a\n", """["a\n"]""")]
    [InlineData("a\n\nb", """["a\n","\n","b"]""")]
    [InlineData("a\r\nb\rc\n\rd", """["a\r\n","b\r","c\n","\r","d"]""")]
    [InlineData("a\vb\fc\u001cd\u001de\u001ef\u0085g\u2028h\u2029i\u001fj", """["a\u000b","b\f","c\u001c","d\u001d","e\u001e","f%","g&","h'","i\u001fj"]""")]
    public void Text_is_split_as_Python_splits_lines(string text, string json)
    {
        string expected = json.Replace('%', '\u0085').Replace('&', '\u2028').Replace('\'', '\u2029');
        Assert.Equal(expected, JupyterJson.WriteCompact(MultilineText.Split(text)));
        Assert.Equal(text, MultilineText.Join(MultilineText.Split(text)));
    }
}
