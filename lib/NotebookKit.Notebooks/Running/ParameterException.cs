namespace NotebookKit.Notebooks.Running;

/// <summary>A parameter that the notebook does not have, or a value that does not fit it. The message says what there is.</summary>
internal sealed class ParameterException(string message) : Exception(message);
