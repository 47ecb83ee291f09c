namespace NotebookKit.Tests.Training;

public class HistoryTests
{
    [Fact]
    public void Prints_as_a_table_with_a_row_an_epoch()
    {
        var history = new History("net");
        history.Add(1, new Logs(("loss", 1.5f), ("accuracy", 0.25f)), 0.01f);
        history.Add(2, new Logs(("loss", 0.00012345f), ("accuracy", 1)), 0.001f);
        Assert.Equal(
            """
            epoch        loss  accuracy
                1      1.5000    0.2500
                2  1.2345e-04    1.0000
            """, history.ToString());
        Assert.Equal([1, 2], history.Epochs);
        Assert.Equal([0.01f, 0.001f], history.LearningRates);
        Assert.Equal("loss: 1.2345e-04 - accuracy: 1.0000", history.Last.ToString());
    }

    [Fact]
    public void Without_an_epoch_it_says_so()
    {
        var history = new History("net");
        Assert.Equal("No epoch was finished.", history.ToString());
        Assert.Throws<InvalidOperationException>(() => history.Last);
        Assert.Equal("The history has no 'loss': no epoch was finished.",
            Assert.Throws<KeyNotFoundException>(() => history["loss"]).Message);
    }

    [Fact]
    public void A_missing_validation_names_the_remedy()
    {
        var history = new History("net");
        history.Add(1, new Logs(("loss", 1)), 0.01f);
        Assert.Equal(
            "The history has no 'val_loss'; it has loss. Give Fit validationData or validationSplit for values with val_.",
            Assert.Throws<KeyNotFoundException>(() => history["val_loss"]).Message);
    }

    [Fact]
    public void Logs_come_apart_and_are_read_by_name()
    {
        var logs = new Logs(("loss", 2), ("accuracy", 0.5f), ("exact_match", 0.25f));
        (float loss, float accuracy, float exact) = logs;
        Assert.Equal((2, 0.5f, 0.25f), (loss, accuracy, exact));
        Assert.Equal(0.5f, logs["accuracy"]);
        Assert.Equal("There is no 'val_loss' among loss, accuracy, exact_match.",
            Assert.Throws<KeyNotFoundException>(() => logs["val_loss"]).Message);
        Assert.Contains("there are 3: loss, accuracy, exact_match",
            Assert.Throws<InvalidOperationException>(() => { (float _, float _) = logs; }).Message);
        Assert.Equal([new("loss", 2f), new("accuracy", 0.5f), new("exact_match", 0.25f)], logs);
    }
}
