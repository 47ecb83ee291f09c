using NotebookKit.Layers;
using NotebookKit.Tests.Support;

namespace NotebookKit.Tests.Models;

public class ModelSummaryTests
{
    [Fact]
    public void A_stack_prints_as_in_Keras_3()
    {
        // The model of Keras's guide "The Sequential model", and the table printed there.
        var model =
            new Sequential([new Input(4), new Dense(2, Activations.Relu, name: "dense"), new Dense(3, name: "dense_1")], "sequential_3");
        Assert.Equal(
            """
            Model: "sequential_3"
            ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
            ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
            ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
            │ dense (Dense)                   │ (None, 2)              │            10 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ dense_1 (Dense)                 │ (None, 3)              │             9 │
            └─────────────────────────────────┴────────────────────────┴───────────────┘
             Total params: 19 (76.00 B)
             Trainable params: 19 (76.00 B)
             Non-trainable params: 0 (0.00 B)
            """, model.Summary().ToString());
    }

    [Fact]
    public void An_encoder_and_decoder_print_as_in_Keras_3()
    {
        // The layout of the sequence-to-sequence example in Keras's documentation, long names and shapes included.
        var encoderInput = new Input([Shape.Unknown, 50], "input_layer");
        var decoderInput = new Input([Shape.Unknown, 50], "input_layer_1");
        (SymbolicTensor _, SymbolicTensor? h, SymbolicTensor? c) = new LSTM(256, returnState: true, name: "lstm").Apply(encoderInput);
        SymbolicTensor sequence =
            new LSTM(256, returnSequences: true, returnState: true, name: "lstm_1").Apply(decoderInput, initialState: [h, c])[0];
        SymbolicTensor output = new Dense(50, name: "dense").Apply(sequence);
        ModelSummary summary = new Model([encoderInput, decoderInput], [output], "functional").Summary();
        Assert.False(summary.IsChain);
        Assert.Equal(
            """
            Model: "functional"
            ┏━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┓
            ┃ Layer (type)        ┃ Output Shape      ┃    Param # ┃ Connected to      ┃
            ┡━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━┩
            │ input_layer         │ (None, None, 50)  │          0 │ -                 │
            │ (InputLayer)        │                   │            │                   │
            ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
            │ input_layer_1       │ (None, None, 50)  │          0 │ -                 │
            │ (InputLayer)        │                   │            │                   │
            ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
            │ lstm (LSTM)         │ [(None, 256),     │    314,368 │ input_layer[0][0] │
            │                     │ (None, 256),      │            │                   │
            │                     │ (None, 256)]      │            │                   │
            ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
            │ lstm_1 (LSTM)       │ [(None, None,     │    314,368 │ input_layer_1[0]… │
            │                     │ 256), (None,      │            │ lstm[0][1],       │
            │                     │ 256), (None,      │            │ lstm[0][2]        │
            │                     │ 256)]             │            │                   │
            ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
            │ dense (Dense)       │ (None, None, 50)  │     12,850 │ lstm_1[0][0]      │
            └─────────────────────┴───────────────────┴────────────┴───────────────────┘
             Total params: 641,586 (2.45 MB)
             Trainable params: 641,586 (2.45 MB)
             Non-trainable params: 0 (0.00 B)
            """, summary.ToString());
    }

    [Fact]
    public void A_shared_layer_names_everything_it_reads_and_frozen_weights_are_not_trainable()
    {
        Input a = new([4], "a"), b = new([4], "b");
        var shared = new Dense(3, name: "shared") { Trainable = false };
        SymbolicTensor first = shared.Apply(a), second = shared.Apply(b);
        ModelSummary summary = new Model([a, b], [first, new Dense(2, name: "top").Apply(second)]).Summary();
        ModelSummaryRow row = summary.Rows.Single(r => r.Name == "shared");
        Assert.Equal(["a[0][0]", "b[0][0]"], row.Connections);
        Assert.Equal(["a", "b"], row.ConnectedTo);
        Assert.Equal(["shared[1][0]"], summary.Rows.Single(r => r.Name == "top").Connections);
        Assert.Equal((8, 15, 23), (summary.TrainableParams, summary.NonTrainableParams, summary.TotalParams));
    }

    [Fact]
    public void What_the_optimizer_keeps_is_counted_once_it_has_made_an_update()
    {
        // The counts and sizes are what Keras 3 on TensorFlow prints for 1,121 weights trained by Adam.
        var model = new Sequential(new Input(17), new Dense(32), new Dense(16), new Dense(1));
        Assert.DoesNotContain("Optimizer", model.Summary().ToString());
        model.Compile(new Adam(), Losses.MeanSquaredError);
        Assert.Null(model.Summary().OptimizerParams);
        model.TrainOnBatch(Tensor.Ones(2, 17), Tensor.Zeros(2, 1));
        Assert.EndsWith(
            """
             Total params: 3,365 (13.15 KB)
             Trainable params: 1,121 (4.38 KB)
             Non-trainable params: 0 (0.00 B)
             Optimizer params: 2,244 (8.77 KB)
            """, model.Summary().ToString());
        using var file = new TemporaryFile();
        model.Save(file.Path);
        Assert.Equal(2244, Model.Load(file.Path).Summary().OptimizerParams);
    }

    public static TheoryData<string, int> Kept =>
        new() { { "SGD", 2 }, { "by a schedule", 1 }, { "momentum", 2 + 6 }, { "RMSprop", 2 + 6 }, { "centered", 2 + (3 * 6) },
        { "AdamW", 2 + (2 * 6) } };

    [Theory, MemberData(nameof(Kept))]
    public void Each_optimizer_keeps_as_many_numbers_as_in_Keras(string kind, int expected)
    {
        var model = new Sequential(new Input(2), new Dense(2), new Activation(Activations.Tanh));
        Optimizer optimizer = kind switch
        {
            "SGD" => new SGD(),
            "by a schedule" => new SGD(new ExponentialDecay(0.1f, 10, 0.5f)),
            "momentum" => new SGD(momentum: 0.9f),
            "RMSprop" => new RMSprop(),
            "centered" => new RMSprop(momentum: 0.9f, centered: true),
            _ => new AdamW(),
        };
        model.Compile(optimizer, Losses.MeanSquaredError);
        model.TrainOnBatch(Tensor.Ones(2, 2), Tensor.Zeros(2, 2));
        Assert.Equal((6, expected, 6 + expected),
            (model.Summary().TrainableParams, model.Summary().OptimizerParams!.Value, model.Summary().TotalParams));
        Assert.Contains(kind == "SGD" ? " Optimizer params: 2 (12.00 B)" : $" Optimizer params: {expected} (", model.Summary().ToString());
    }
}
