namespace NotebookKit.Tool.Jupyter.Wire;

/// <summary>A message is not one that Jupyter's protocol allows; its text says what is wrong with it.</summary>
internal sealed class MalformedMessageException(string message) : Exception(message);
