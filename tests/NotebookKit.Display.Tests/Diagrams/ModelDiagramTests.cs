using NotebookKit.Display.Tests.Support;
using NotebookKit.Layers;

namespace NotebookKit.Display.Tests.Diagrams;

public class ModelDiagramTests
{
    public static TheoryData<string, bool> Cases =>
        [.. Lesson.Models().Keys.SelectMany(name =>
        new[] { new TheoryDataRow<string, bool>(name, false), new TheoryDataRow<string, bool>(name, true) })];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_model_of_the_lessons_is_drawn_as_approved(string name, bool unrolled)
    {
        Picture picture = Lesson.Models()[name].Diagram(unrolled);
        Snapshot.Match(Notebook.Show(picture)["image/svg+xml"], "svg", $"{name}.{(unrolled ? "unrolled" : "layers")}");
    }

    [Fact]
    public void The_description_follows_the_arrows()
    {
        Assert.Equal(
            "Model 'states': input gives (None, 3, 1) to LSTM(2) 'lstm'; LSTM(2) 'lstm' gives (None, 2) to output 0; LSTM(2) 'lstm' gives "
            + "output 1: h (None, 2); LSTM(2) 'lstm' gives output 2: c (None, 2).",
            Lesson.Models()["states"].Diagram().ToString());
    }

    [Fact]
    public void Masks_given_by_hand_have_their_arrows()
    {
        Input query = new([4, 2], "query"), value = new([3, 2], "value"), valueMask = new([3], "value_mask");
        SymbolicTensor[] pair = [query, value];
        var model = new Model([query, value, valueMask], new Attention(name: "attention").Apply(pair, mask: [null, valueMask]), "masked");
        Assert.Equal(
            "Model 'masked': query gives (None, 4, 2) to Attention 'attention'; value gives (None, 3, 2) to Attention 'attention'; "
            + "value_mask gives (None, 3) to Attention 'attention'; Attention 'attention' gives (None, 4, 2) to output.",
            model.Diagram().ToString());
        Assert.Contains("value_mask", model.Diagram(unrolled: true).ToSvg());
    }

    [Fact]
    public void Names_stay_text()
    {
        var x = new Input([3, 1], "<script>alert(1)</script>");
        string svg = new Model(x, new LSTM(1, name: "a&b").Apply(x)).Diagram().ToSvg();
        Assert.DoesNotContain("<script", svg);
        Assert.Contains("a&amp;b", svg);
    }
}
