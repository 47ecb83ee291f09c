namespace NotebookKit.Display;

/// <summary>Ways to show values beyond the one they have by themselves.</summary>
public static class Show
{
    /// <summary>
    /// Values beside each other under their names: tensors with their shapes and with equal parts marked, outputs of a layer
    /// taken apart, anything else as text.
    /// </summary>
    /// <param name="items">Names and values, for example <c>("return_sequences", a), ("return_state", b)</c>.</param>
    /// <exception cref="ArgumentException">There is nothing to show, or a value is null.</exception>
    public static SideBySide SideBySide(params (string Name, object Value)[] items)
    {
        if (items.Length == 0)
        {
            throw new ArgumentException("Show.SideBySide: nothing was given; pass names and values, for example (\"h\", h), (\"c\", c).",
                nameof(items));
        }

        return new SideBySide([.. items.Select(item => (item.Name, item.Value switch
        {
            null => throw new ArgumentException(
                $"Show.SideBySide: the value of '{item.Name}' is null; expected a tensor or the outputs of a layer.", nameof(items)),
            Outputs { Count: 1 } one => one[0],
            var value => value,
        }))]);
    }

    /// <summary>
    /// A table of predicted answers beside the true ones, wrong characters marked, with the share of right answers and of
    /// right characters above it.
    /// </summary>
    /// <param name="questions">What was asked, one text an answer.</param>
    /// <param name="predicted">What the model answered.</param>
    /// <param name="truth">The right answers.</param>
    /// <param name="most">How many rows are shown; the counts are over all.</param>
    /// <exception cref="ArgumentException">The three have different lengths, or are empty.</exception>
    public static AnswerTable Answers(IEnumerable<string> questions, IEnumerable<string> predicted, IEnumerable<string> truth,
        int most = 20)
    {
        string[] asked = [.. questions], answered = [.. predicted], right = [.. truth];
        if (asked.Length != answered.Length || asked.Length != right.Length || asked.Length == 0)
        {
            throw new ArgumentException(
                $"Show.Answers: received {asked.Length} questions, {answered.Length} predicted and {right.Length} true answers; expected "
                + "as many of each, and at least one.");
        }
        return new AnswerTable([.. asked.Select((q, i) => (q, answered[i], right[i]))], most);
    }
}
