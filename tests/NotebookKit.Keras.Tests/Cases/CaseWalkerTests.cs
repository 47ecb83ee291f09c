using NotebookKit.Keras.Tests.Support;

namespace NotebookKit.Keras.Tests.Cases;

/// <summary>Every case of data/keras/index.json, in every form it has.</summary>
public class CaseWalkerTests
{
    private static readonly string[] s_kinds = ["model", "older_keras3", "variant", "public", "damaged"];
    private static readonly string[] s_supports = ["required", "optional", "refuse", "refuse_or_open"];
    private static readonly string[] s_forms =
        ["keras", "h5", "weights", "architecture", "old_weights", "folder", "sharded_weights", "file"];

    /// <summary>The cases by name and form.</summary>
    public static TheoryData<string, string> Forms()
    {
        var data = new TheoryData<string, string>();
        foreach (KerasCase item in KerasCases.All)
        {
            foreach (string form in item.Files.Keys.Where(f => f != "architecture"))
            {
                data.Add(item.Name, form);
            }
        }
        return data;
    }

    [Fact]
    public void Every_kind_form_and_support_in_the_index_is_one_that_these_tests_know()
    {
        Assert.All(KerasCases.All, item =>
        {
            Assert.Contains(item.Kind, s_kinds);
            Assert.Contains(item.Support, s_supports);
            Assert.NotEmpty(item.Files);
            Assert.All(item.Files.Keys, form => Assert.Contains(form, s_forms));
        });
        Assert.Equal(KerasCases.All.Count, KerasCases.All.Select(c => c.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_file_opens_with_Kerass_outputs_or_is_refused_with_the_words_asked_for(string name, string form)
    {
        KerasCase item = KerasCases.Find(name);
        Model model;
        try
        {
            model = item.Open(form);
        }
        catch (KerasFileException error)
        {
            Assert.True(item.Support != "required", error.Message);
            Assert.All(item.MessageNames, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
            Assert.StartsWith(error.FilePath, error.Message);
            RequireNamed(item, error);
            return;
        }
        Assert.True(item.Support != "refuse", $"{name} opened as a {form}, and should be refused.");
        if (item.Kind != "damaged")
        {
            item.RequireOutputs(model);
        }
    }

    /// <summary>What is optional may be refused, but by the name of a layer that is in it.</summary>
    private static void RequireNamed(KerasCase item, KerasFileException error)
    {
        if (item.Support == "optional")
        {
            string[] names = [.. item.Content.GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("class").GetString()!)];
            Assert.Contains(names.Append("operation"), name => error.Message.Contains(name, StringComparison.Ordinal));
        }
    }
}
