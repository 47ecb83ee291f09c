using System.Globalization;
using Spectre.Console;

namespace NotebookKit.Tool.Tests.Reporting;

/// <summary>
/// A terminal of a fixed size that understands what Spectre writes. Writing past the last column wraps, as on a real one,
/// and is counted.
/// </summary>
internal sealed class TerminalGrid(int width, int height)
{
    private readonly List<string[]> _rows = [.. Enumerable.Range(0, height).Select(_ => Blank(width))];
    private int _row;
    private int _column;

    /// <summary>How often text went past the last column.</summary>
    public int Wraps { get; private set; }

    /// <summary>How many rows went out at the top.</summary>
    public int Scrolled { get; private set; }

    /// <summary>What is seen, without the spaces at the ends of lines.</summary>
    public string Text => string.Join('\n', _rows.Select(row => string.Concat(row).TrimEnd())).TrimEnd('\n');

    /// <summary>Takes what a program wrote.</summary>
    public void Write(string written)
    {
        for (int i = 0; i < written.Length; i++)
        {
            switch (written[i])
            {
                case '\x1b' when i + 1 < written.Length && written[i + 1] == '[':
                    int end = i + 2;
                    while (end < written.Length && written[end] is < '@' or > '~')
                    {
                        end++;
                    }

                    Sequence(written[(i + 2)..end], written[end]);
                    i = end;
                    break;
                case '\x1b' when i + 1 < written.Length && written[i + 1] is '=' or '>':
                    i++; // How the keypad speaks.
                    break;
                case '\r':
                    _column = 0;
                    break;
                case '\n':
                    _column = 0;
                    LineFeed();
                    break;
                default:
                    var rune = System.Text.Rune.GetRuneAt(written, i);
                    Put(rune.ToString());
                    i += rune.Utf16SequenceLength - 1;
                    break;
            }
        }
    }

    private static string[] Blank(int width) => [.. Enumerable.Repeat(" ", width)];

    private void Put(string text)
    {
        int cells = text.GetCellWidth();
        if (_column + cells > width)
        {
            Wraps++;
            _column = 0;
            LineFeed();
        }

        _rows[_row][_column] = text;
        if (cells == 2)
        {
            _rows[_row][_column + 1] = "";
        }

        _column += cells;
    }

    private void LineFeed()
    {
        if (_row < height - 1)
        {
            _row++;
            return;
        }

        _rows.RemoveAt(0);
        _rows.Add(Blank(width));
        Scrolled++;
    }

    private void Sequence(string parameters, char final)
    {
        int count = int.TryParse(parameters, CultureInfo.InvariantCulture, out int number) ? number : 1;
        switch (final)
        {
            case 'A':
                _row = Math.Max(0, _row - count);
                break;
            case 'K':
                for (int column = parameters == "2" ? 0 : _column; column < width; column++)
                {
                    _rows[_row][column] = " ";
                }

                break;
            case 'm' or 'h' or 'l':
                break;
            default:
                throw new NotSupportedException($"This terminal does not know ESC [ {parameters} {final}.");
        }
    }
}
