using System.Numerics.Tensors;
using NotebookKit.Layers;

namespace NotebookKit.Tests.Models;

public class AllocationTests(ITestOutputHelper output)
{
    [Fact]
    public void A_training_step_of_six_layers_allocates_less_than_10_KB()
    {
        var model = new Sequential(
            new Input(16), new Dense(32, Activations.Tanh), new Dense(32, Activations.Relu), new Dense(32, Activations.Sigmoid),
            new Dense(16, Activations.HardSigmoidKeras2), new Dense(16, Activations.Tanh), new Dense(4, Activations.Softmax));
        Tensor x = Tensor.RandomNormal(new Shape(8, 16), seed: 1), y = Tensor.OneHot(Tensor.Of(0, 1, 2, 3, 0, 1, 2, 3), 4);
        float first = Step(model, x, y), last = 0;
        for (int i = 0; i < 200; i++)
            last = Step(model, x, y);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Step(model, x, y);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        output.WriteLine($"{allocated} bytes a step; loss from {first} to {last}");
        Assert.True(last < first);
        Assert.True(allocated < 10 * 1024, $"A step allocated {allocated} bytes.");
    }

    private static float Step(Model model, Tensor x, Tensor y)
    {
        using BufferPool.Scope scope = BufferPool.Begin();
        Tensor probabilities = model.Apply(x, training: true);
        Tensor loss = -(y * probabilities.Clip(1e-7f, 1).Log()).Sum(-1).Mean();
        loss.Backward();
        foreach (Layer layer in model.Layers)
        {
            foreach (Weight weight in layer.Weights)
            {
                TensorPrimitives.MultiplyAdd(weight.Value.Grad!.Values, -0.1f, weight.Value.Values, weight.Value.Data);
                weight.Value.RecycleGrad();
            }
        }

        return loss.Item();
    }
}
