using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace NotebookKit.Tool;

/// <summary>A command whose own help says more than the list of commands has room for.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What stands beside its name in a list.</param>
/// <param name="details">What stands at the end of its own help: lines of at most 80 characters.</param>
internal sealed class DetailedCommand(string name, string description, string details) : Command(name, description)
{
    /// <summary>What stands at the end of its help.</summary>
    public string Details => details;
}

/// <summary>The help of a command, with its details.</summary>
internal sealed class DetailedHelp(HelpAction help) : SynchronousCommandLineAction
{
    /// <summary>The option <c>--help</c>.</summary>
    public static Option Option()
    {
        var option = new HelpOption { Description = "Show this help." };
        option.Action = new DetailedHelp((HelpAction)option.Action!);
        return option;
    }

    /// <summary>Who asks for help need not have given what the command requires.</summary>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is DetailedCommand { Details: var details })
        {
            parseResult.InvocationConfiguration.Output.WriteLine(NarrowText.Fit(details, help.MaxWidth));
        }

        return code;
    }
}
