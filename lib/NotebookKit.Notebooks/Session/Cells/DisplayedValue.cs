using NotebookKit.Notebooks.Session;

namespace Microsoft.DotNet.Interactive;

/// <summary>A value that is shown, and can be replaced by another in the same place.</summary>
public sealed class DisplayedValue
{
    private readonly CellHost host;
    private readonly string[] mimeTypes;

    private DisplayedValue(CellHost host, string displayId, string[] mimeTypes)
    {
        this.host = host;
        DisplayId = displayId;
        this.mimeTypes = mimeTypes;
    }

    /// <summary>What the front end knows the output by.</summary>
    public string DisplayId { get; }

    /// <summary>The MIME types asked for; empty when the type's preferred ones are used.</summary>
    public IReadOnlyCollection<string> MimeTypes => mimeTypes;

    /// <summary>Shows another value in place of this one, whichever cell shows it.</summary>
    public void Update(object? updatedValue) => host.Update(DisplayId, updatedValue, mimeTypes);

    internal static DisplayedValue Show(object? value, string[] mimeTypes)
    {
        var host = CellHost.Required;
        return new DisplayedValue(host, host.Display(value, mimeTypes), mimeTypes);
    }
}
