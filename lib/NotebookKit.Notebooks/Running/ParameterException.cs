namespace NotebookKit.Notebooks.Running;

/// <summary>A parameter's value does not fit the variable that it sets. The message names both and says what fits.</summary>
public sealed class ParameterException(string message) : Exception(message);
