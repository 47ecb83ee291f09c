using NotebookKit.Layers;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>Makes the torch module of each of a model's layers; a layer that occurs several times has one.</summary>
internal sealed class LayerMaker
{
    private readonly Dictionary<Layer, TorchLayer> _made = new(ReferenceEqualityComparer.Instance);

    /// <summary>The module of a layer.</summary>
    /// <exception cref="NotSupportedException">The layer cannot go over; the message names it and says why.</exception>
    public TorchLayer Of(Layer layer)
    {
        if (!_made.TryGetValue(layer, out TorchLayer? module))
        {
            _made[layer] = module = Make(layer);
        }
        return module;
    }

    private TorchLayer Make(Layer layer) => layer switch
    {
        Input input => new InputModule(input),
        Dense dense => new DenseModule(dense),
        RNN rnn => new RecurrentModule(rnn),
        Bidirectional both => new BidirectionalModule(both, this),
        RecurrentCell cell => new SingleStepModule(cell),
        TimeDistributed distributed => new TimeDistributedModule(distributed, this),
        RepeatVector repeat => new RepeatVectorModule(repeat),
        Embedding embedding => new EmbeddingModule(embedding),
        Masking masking => new MaskingModule(masking),
        Activation activation => new ActivationModule(activation),
        Softmax softmax => new SoftmaxModule(softmax),
        Concatenate concatenate => new ConcatenateModule(concatenate),
        MergeLayer merge => new MergeModule(merge),
        Dot dot => new DotModule(dot),
        AttentionLayer attention => new AttentionModule(attention),
        LayerNormalization normalization => new LayerNormalizationModule(normalization),
        BatchNormalization normalization => new BatchNormalizationModule(normalization),
        Normalization normalization => new NormalizationModule(normalization),
        Dropout dropout => new DropoutModule(dropout),
        GaussianNoise noise => new GaussianNoiseModule(noise),
        GaussianDropout dropout => new GaussianDropoutModule(dropout),
        ActivityRegularization regularization => new ActivityRegularizationModule(regularization),
        ReLU relu => new ReLUModule(relu),
        LeakyReLU relu => new LeakyReLUModule(relu),
        ELU elu => new ELUModule(elu),
        PReLU relu => new PReLUModule(relu),
        Conv1D convolution => new Conv1DModule(convolution),
        DepthwiseConv1D convolution => new DepthwiseConv1DModule(convolution),
        SeparableConv1D convolution => new SeparableConv1DModule(convolution),
        ZeroPadding1D padding => new ZeroPadding1DModule(padding),
        Cropping1D cropping => new Cropping1DModule(cropping),
        MaxPooling1D pooling => new MaxPooling1DModule(pooling),
        AveragePooling1D pooling => new AveragePooling1DModule(pooling),
        UpSampling1D sampling => new UpSampling1DModule(sampling),
        SpatialDropout1D dropout => new SpatialDropout1DModule(dropout),
        GlobalMaxPooling1D pooling => new GlobalMaxPooling1DModule(pooling),
        GlobalAveragePooling1D pooling => new GlobalAveragePooling1DModule(pooling),
        Flatten flatten => new FlattenModule(flatten),
        Reshape reshape => new ReshapeModule(reshape),
        Permute permute => new PermuteModule(permute),
        UnaryOperation operation => new UnaryOperationModule(operation),
        BinaryOperation operation => new BinaryOperationModule(operation),
        Reduction reduction => new ReductionModule(reduction),
        GetItem item => new GetItemModule(item),
        ExpandDims expand => new ExpandDimsModule(expand),
        Squeeze squeeze => new SqueezeModule(squeeze),
        Model model => new NestedModelModule(model, this),
        Lambda =>
            throw Refused(layer,
            "it computes a function of your own over the kit's tensors, which torch cannot run. Build what it does from the kit's layers, "
            + "or write a module of your own in TorchSharp for it"),
        _ =>
            throw Refused(layer,
            $"{layer.Kind} is a class of your own, and only its code knows what it computes. Write a module of your own in "
            + "TorchSharp for it"),
    };

    /// <summary>The error for a layer that cannot go over.</summary>
    internal static NotSupportedException Refused(Layer layer, string why) =>
        new($"{layer.Kind} '{layer.Name}' cannot go over to TorchSharp: {why}.");
}
