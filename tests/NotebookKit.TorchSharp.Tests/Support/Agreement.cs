using TorchSharp;

namespace NotebookKit.TorchSharp.Tests;

/// <summary>Compares what the kit and TorchSharp compute.</summary>
internal static class Agreement
{
    public const float Outputs = 2e-6f, Weights = 1e-5f;

    /// <summary>The module predicts what the model predicts, masks included, and its weights are the model's, bit for bit.</summary>
    public static void Of(Model model, params Tensor[] data)
    {
        using TorchModel net = model.ToTorch();
        Assert.Equal(Texts(model.GetWeights()), Texts(net.GetWeights()));
        Same(model.Predict(data), net.Predict(data));
    }

    /// <summary>One step of training gives the same loss and weights.</summary>
    public static void OfTraining(Model model, Tensor[] x, params Tensor[] y)
    {
        using TorchModel net = model.ToTorch();
        float expected = model.TrainOnBatch(x, y).Loss, got = net.TrainOnBatch(x, y).Loss;
        Assert.True(MathF.Abs(expected - got) <= Outputs * MathF.Max(1, expected), $"loss: the kit {expected}, TorchSharp {got}");
        Same(model.GetWeights(), net.GetWeights(), Weights);
    }

    public static void Same(IReadOnlyList<Tensor> kit, IReadOnlyList<Tensor> torch, float tolerance = Outputs)
    {
        Assert.Equal(kit.Count, torch.Count);
        for (int i = 0; i < kit.Count; i++)
        {
            Same(kit[i], torch[i], tolerance, $"tensor {i}");
            Assert.Equal(kit[i].Mask?.ToString(), torch[i].Mask?.ToString());
        }
    }

    public static void Same(Tensor kit, Tensor torch, float tolerance, string what)
    {
        Assert.Equal(kit.Shape, torch.Shape);
        for (int i = 0; i < kit.Size; i++)
        {
            float difference = MathF.Abs(kit.Values[i] - torch.Values[i]);
            Assert.True(difference <= tolerance * MathF.Max(1, MathF.Abs(kit.Values[i])),
                $"{what} [{i}]: the kit {kit.Values[i]}, TorchSharp {torch.Values[i]}");
        }
    }

    private static IEnumerable<string> Texts(IEnumerable<Tensor> tensors) =>
        tensors.Select(t => string.Join(" ", t.ToArray().Select(BitConverter.SingleToInt32Bits)));
}
