using NotebookKit.Layers;

namespace NotebookKit.Tests.Models;

public class ModelSummaryTests
{
    [Fact]
    public void A_stack_prints_as_in_Keras_3()
    {
        // The model of Keras's guide "The Sequential model", and the table printed there.
        var model = new Sequential([new Input(4), new Dense(2, Activations.Relu, name: "dense"), new Dense(3, name: "dense_1")], "sequential_3");
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
        var (_, h, c) = new LSTM(256, returnState: true, name: "lstm").Apply(encoderInput);
        SymbolicTensor sequence = new LSTM(256, returnSequences: true, returnState: true, name: "lstm_1").Apply(decoderInput, initialState: [h, c])[0];
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
}
