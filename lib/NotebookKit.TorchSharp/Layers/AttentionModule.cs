using NotebookKit.Layers;
using TorchSharp;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>Dot-product and additive attention, by the kit's formulas and masks.</summary>
internal sealed class AttentionModule : TorchLayer
{
    private readonly AttentionLayer _attention;
    private readonly bool _scaled;

    public AttentionModule(AttentionLayer attention)
        : base(attention)
    {
        _attention = attention;
        _scaled = attention is Attention { UseScale: true } or AdditiveAttention { UseScale: true };
        BindAll(_scaled ? "scale" : null, attention is Attention { ScoreMode: ScoreMode.Concat } ? "concat_score_weight" : null);
    }

    protected override Masked[] Compute(Masked[] inputs)
    {
        torch.Tensor query = inputs[0].Value, value = inputs[1].Value, key = inputs[^1].Value;
        RequireMask("query", inputs[0]);
        RequireMask("value", inputs[1]);
        torch.Tensor scores = Score(query, key);
        if (ScoresMask(query, value, inputs[1].Mask) is { } mask)
        {
            scores = scores - (1 - mask) * SoftmaxModule.MaskedBy;
        }
        torch.Tensor weights = scores.softmax(-1);
        if (training && _attention.Dropout > 0)
        {
            weights = weights * DropoutModule.Noise(weights.shape, _attention.Dropout, weights.device);
        }
        torch.Tensor output = weights.bmm(value);
        if (MaskOf(inputs) is { } queryMask)
        {
            output = torch.where(queryMask.unsqueeze(-1).ne(0), output, torch.zeros_like(output));
        }
        var result = new Masked(output, MaskOf(inputs));
        return _attention.ReturnAttentionScores ? [result, new(weights)] : [result];
    }

    private torch.Tensor Score(torch.Tensor query, torch.Tensor key)
    {
        torch.Tensor? scale = _scaled ? get_parameter("scale") : null;
        if (_attention is Attention { ScoreMode: ScoreMode.Dot })
        {
            torch.Tensor scores = query.bmm(key.transpose(1, 2));
            return scale is null ? scores : scores * scale;
        }
        torch.Tensor sum = query.unsqueeze(2) + key.unsqueeze(1);
        if (_attention is AdditiveAttention)
        {
            torch.Tensor matched = sum.tanh();
            return (scale is null ? matched : matched * scale).sum(-1);
        }
        return get_parameter("concat_score_weight")! * (scale is null ? sum : sum * scale).tanh().sum(-1);
    }

    /// <summary>Which pairs of a query and a value step count, or null where all do.</summary>
    private torch.Tensor? ScoresMask(torch.Tensor query, torch.Tensor value, torch.Tensor? valueMask)
    {
        torch.Tensor? mask = valueMask?.unsqueeze(1);
        if (!_attention.UseCausalMask)
        {
            return mask;
        }
        torch.Tensor causal = torch.ones([query.shape[1], value.shape[1]], device: query.device).tril().unsqueeze(0);
        return mask is null ? causal : mask * causal;
    }

    private void RequireMask(string name, Masked input)
    {
        if (input.Mask is { } mask && !mask.shape.AsSpan().SequenceEqual(input.Value.shape.AsSpan(0, 2)))
        {
            throw new ArgumentException(
                $"{_attention.Kind} '{_attention.Name}' expects a mask of shape {TensorExtensions.ShapeOf(input.Value).Slice(0, 2)} for "
                + $"its {name}, as (batch, time); received {TensorExtensions.ShapeOf(mask)}. Give one number for every time step: 1 where "
                + "it counts, 0 where it does not.");
        }
    }
}
