using System.CommandLine;
using System.Diagnostics;
using System.Net.Sockets;
using NotebookKit.Notebooks.Running;
using NotebookKit.Tool.Jupyter.Kernel;
using NotebookKit.Tool.Jupyter.Wire;

namespace NotebookKit.Tool;

/// <summary><c>notebookkit kernel</c>: the Jupyter kernel, as a front end starts it.</summary>
internal static class KernelCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "kernel";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    /// <summary>Describes the command and what it does.</summary>
    public static Command Create()
    {
        var connectionFile = new Option<FileInfo>("--connection-file", "-f")
        {
            Description = "The file in which the front end says where to listen and with which key messages are signed.",
            HelpName = "FILE",
            Required = true,
        };
        Option<int> outputLimit = OutputLimitOption.Create();
        var command = new Command(Name, "Runs the Jupyter kernel for C#, as front ends start it: see notebookkit help jupyter.")
        {
            connectionFile,
            outputLimit,
        };
        command.SetAction(result =>
            Run(result.GetRequiredValue(connectionFile).FullName, OutputLimitOption.Bytes(result.GetValue(outputLimit))));
        return command;
    }

    private static int Run(string connectionFile, long outputLimit)
    {
        var log = KernelLog.ToStandardError();
        // What cells start must not outlive the kernel.
        string mark = ProcessTree.MarkChildren();
        JupyterKernel kernel;
        try
        {
            kernel = Start(connectionFile, outputLimit, mark, log);
        }
        catch (FormatException error)
        {
            Say.Wrong(error.Message);
            return ExitCodes.WrongUsage;
        }
        PoolWatch.Start();
        using (kernel)
        {
            kernel.WaitForEnd();
        }
        ProcessTree.KillMarked(mark);
        // Not by returning: a cell may have left threads behind that run for ever.
        Environment.Exit(0);
        return 0;
    }

    private static JupyterKernel Start(string connectionFile, long outputLimit, string mark, KernelLog log)
    {
        var connection = ConnectionFile.Read(connectionFile);
        if (connection.Key.Length == 0)
        {
            log.Write("the connection file has an empty key: messages are unsigned, and whoever reaches the kernel can run code");
        }
        for (var clock = Stopwatch.StartNew(); ; Thread.Sleep(100))
        {
            try
            {
                var kernel = new JupyterKernel(connection, outputLimit, log.Write);
                kernel.StartCompanion(Path.GetFullPath(connectionFile), mark);
                return kernel;
            }
            catch (IOException error) when (IsTaken(error) && clock.Elapsed < s_patience)
            {
                // A kernel that died is spoken for, for a moment, on the ports that this one is to have.
            }
            catch (IOException error)
            {
                throw ConnectionFile.Unusable(connectionFile, error);
            }
        }
    }

    private static bool IsTaken(IOException error) =>
        error.InnerException is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse };
}
