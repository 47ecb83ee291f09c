namespace NotebookKit.Tool.Jupyter.Zmtp;

/// <summary>A peer sent bytes that ZMTP 3 does not allow; its connection is closed, the socket goes on.</summary>
internal sealed class ZmtpProtocolException(string message) : Exception(message);
