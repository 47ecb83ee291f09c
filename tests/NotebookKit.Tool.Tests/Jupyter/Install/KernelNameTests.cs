using NotebookKit.Tool.Jupyter.Install;

namespace NotebookKit.Tool.Tests.Jupyter.Install;

public sealed class KernelNameTests
{
    [Theory]
    [InlineData(".net-csharp")]
    [InlineData("C_sharp.14-preview")]
    [InlineData("..a")]
    [InlineData("0")]
    public void A_name_that_Jupyter_lists_is_taken(string name) => Assert.Null(KernelName.Problem(name));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("csharp\n")]
    [InlineData("..\n")]
    [InlineData("\ncsharp")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("../escape")]
    [InlineData("/absolute")]
    [InlineData("~")]
    [InlineData("two words")]
    [InlineData("a\0b")]
    [InlineData("ünicode")]
    [InlineData("digit-٣")]
    [InlineData("\u001b]0;title\u0007")]
    [InlineData("\uff0e\uff0e")]
    [InlineData("csharp\u200b")]
    [InlineData("c:csharp")]
    [InlineData("\u2024\u2024")]
    public void A_name_that_Jupyter_would_not_list_or_that_means_another_folder_is_refused(string name) =>
        Assert.Contains("letters, digits, '.', '_' and '-'", KernelName.Problem(name));

    [Fact]
    public void A_name_that_is_too_long_for_a_folder_is_refused_in_a_sentence_of_bounded_length()
    {
        Assert.Null(KernelName.Problem(new string('k', KernelName.MaxLength)));
        string problem = KernelName.Problem(new string('k', 100_000))!;
        Assert.Contains("at most 200 characters; received one of 100000", problem);
        Assert.InRange(problem.Length, 1, 200);
    }

    [Fact]
    public void Whatever_is_accepted_is_one_plain_folder_name()
    {
        var random = new Random(5);
        const string alphabet = "aZ0._-/\\ \n\r\0~:*é\u001b";
        int accepted = 0;
        for (int i = 0; i < 20_000; i++)
        {
            string name = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            if (KernelName.Problem(name) is not null)
            {
                continue;
            }
            accepted++;
            Assert.Equal("/kernels", Path.GetDirectoryName(Path.GetFullPath(Path.Combine("/kernels", name))));
            Assert.DoesNotContain(name, char.IsControl);
        }
        Assert.InRange(accepted, 100, 10_000);
    }
}
