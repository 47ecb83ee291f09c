using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>As <c>nn.Embedding</c>. With maskZero token 0 makes the mask.</summary>
internal sealed class EmbeddingModule : TorchLayer
{
    private readonly Embedding _embedding;

    public EmbeddingModule(Embedding embedding)
        : base(embedding)
    {
        _embedding = embedding;
        Bind("weight", 0);
    }

    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor numbers = inputs[0].Value;
        RequireTokens(numbers);
        torch.Tensor tokens = numbers.to(torch.ScalarType.Int64);
        torch.Tensor vectors = get_parameter("weight")!.index_select(0, tokens.flatten()).reshape([.. numbers.shape, _embedding.OutputDim]);
        return [new(vectors, _embedding.MaskZero ? numbers.ne(0).to(torch.ScalarType.Float32) : null)];
    }

    /// <summary>On a GPU a number outside the table would end the process.</summary>
    private void RequireTokens(torch.Tensor numbers)
    {
        if (numbers.numel() == 0)
        {
            return;
        }
        using torch.Tensor right = numbers.ge(0).logical_and(numbers.lt(_embedding.InputDim)).logical_and(numbers.eq(numbers.trunc()));
        if (!right.all().item<bool>())
        {
            // The kit's layer says which number it is, and where.
            _ = _embedding.Apply(numbers.ToTensor());
        }
    }
}
