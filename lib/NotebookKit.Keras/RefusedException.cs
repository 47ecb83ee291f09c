namespace NotebookKit.Keras;

/// <summary>What is wrong with a file, before its name is put in front; see <see cref="KerasFileException"/>.</summary>
/// <param name="problem">Sentences: the layer, what was expected and found, the remedy.</param>
/// <param name="inner">What led to it.</param>
internal sealed class RefusedException(string problem, Exception? inner = null) : Exception(problem, inner);
