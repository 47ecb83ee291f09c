using NotebookKit.Display.Tests.Support;
using NotebookKit.Layers;

namespace NotebookKit.Display.Tests.Tables;

public class SummaryTableTests
{
    [Fact]
    public void A_stack_is_a_table_of_its_layers()
    {
        var model = new Sequential([new Input([4], "x"), new Dense(12, name: "hidden"), new Dense(3, name: "<script>")], "network");
        Snapshot.Match(Notebook.Show(model)["text/html"], "html");
        Assert.Equal(Notebook.Show(model), Notebook.Show(model.Summary()));
        Assert.Equal(model.Summary().ToString(), Notebook.Show(model)["text/plain"]);
    }

    [Fact]
    public void After_training_the_numbers_of_the_optimizer_are_counted()
    {
        var model = new Sequential([new Input([4], "x"), new Dense(3, name: "only")], "network");
        model.Compile(new Adam(), Losses.MeanSquaredError);
        model.TrainOnBatch(Tensor.Ones(2, 4), Tensor.Zeros(2, 3));
        Assert.Contains("Total params: <b>47</b> <span class=\"nk-quiet\">· trainable 15 · non-trainable 0 · optimizer 32</span>",
            Notebook.Show(model)["text/html"]);
    }

    [Fact]
    public void A_model_with_branches_says_what_each_layer_reads()
    {
        var x = new Input([4], "x");
        SymbolicOutputs a = new Dense(2, name: "a").Apply(x);
        var model = new Model(x, [a.Single(), new Dense(5, name: "b").Apply(x).Single()], "two heads");
        Snapshot.Match(Notebook.Show(model)["text/html"], "html");
    }

    [Fact]
    public void Before_data_arrives_shapes_are_unknown()
    {
        IReadOnlyDictionary<string, string> bundle = Notebook.Show(new Sequential([new Dense(1, name: "dense")], "later"));
        Assert.Equal("Sequential 'later': dense. The shapes are known once it begins with an Input or has seen data.",
            bundle["text/plain"]);
        Assert.Contains("Sequential &#39;later&#39;: dense.", bundle["text/html"]);
    }
}
