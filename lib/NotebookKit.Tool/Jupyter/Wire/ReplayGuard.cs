using System.Text;

namespace NotebookKit.Tool.Jupyter.Wire;

/// <summary>
/// Remembers the signatures of the last messages. A message sent twice has the same one, because each has its own id:
/// it was recorded and is being played again. All members may be called from any thread.
/// </summary>
/// <param name="capacity">How many signatures are remembered.</param>
internal sealed class ReplayGuard(int capacity = 65_536)
{
    private readonly HashSet<string> _known = [];
    private readonly Queue<string> _order = new();

    /// <summary>Remembers a signature.</summary>
    /// <returns>False when it was known.</returns>
    public bool TryAdd(ReadOnlySpan<byte> signature)
    {
        string text = Encoding.ASCII.GetString(signature);
        lock (_known)
        {
            if (!_known.Add(text))
            {
                return false;
            }
            _order.Enqueue(text);
            if (_order.Count > capacity)
            {
                _known.Remove(_order.Dequeue());
            }
            return true;
        }
    }
}
