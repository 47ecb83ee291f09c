namespace NotebookKit.TorchSharp.Tests;

/// <summary>What holds for every model that goes over, whatever its layers, flags, masks and weights.</summary>
public class RandomModelTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 80)];

    [Theory, MemberData(nameof(Seeds))]
    public void Outputs_masks_and_weights_are_the_models(int seed)
    {
        (Model? model, Tensor? x) = new RandomModels(seed).Make();
        Agreement.Of(model, x);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_training_step_there_and_back_is_the_kits(int seed)
    {
        var random = new RandomModels(seed);
        (Model? model, Tensor? x) = random.Make();
        if (!model.TrainableWeights.Any())
        {
            return;
        }
        model.Compile(new SGD(0.05f, momentum: 0.5f), Losses.MeanSquaredError);
        Agreement.OfTraining(model, [x], random.Targets(model, x));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Weights_go_over_and_come_back_bit_for_bit(int seed)
    {
        (Model? model, Tensor? x) = new RandomModels(seed).Make();
        using TorchModel net = model.ToTorch();
        TensorList weights = model.GetWeights();
        model.SetWeights([.. weights.Select(w => w * 0.5f)]);
        net.CopyWeightsTo(model);
        Assert.Equal(weights.Select(w => w.ToString()), model.GetWeights().Select(w => w.ToString()));
        model.SetWeights([.. weights.Select(w => w * 0.5f)]);
        net.CopyWeightsFrom(model);
        Agreement.Same(model.Predict(x), net.Predict(x));
    }
}
