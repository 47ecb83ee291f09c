using System.Text;

namespace NotebookKit;

/// <summary>
/// Prints tensors as NumPy prints the same float32 arrays with its default options: at most 75 characters a line, and three
/// numbers at either end of an axis where an array has more than 1000. Held to NumPy 1.24.2 by a golden file. NumPy 2
/// prints the same but for two corners: it compares with 0.0001 in float32, and its repr of a shortened array adds the shape.
/// </summary>
internal sealed class NumPyFormat
{
    private const int LineWidth = 75, Threshold = 1000, EdgeItems = 3;

    private readonly Shape _shape;
    private readonly float[] _values;
    private readonly int[] _strides;
    private readonly string _separator;
    private readonly bool _shortened;
    private readonly NumPyNumbers _numbers;

    private NumPyFormat(Tensor tensor, string separator)
    {
        _shape = tensor.Shape;
        _values = tensor.Data;
        _separator = separator;
        _shortened = tensor.Size > Threshold;
        _strides = new int[_shape.Rank];
        for (int axis = _shape.Rank - 1, stride = 1; axis >= 0; stride *= _shape[axis--])
            _strides[axis] = stride;
        var shown = new List<float>();
        CollectShown(0, 0, shown);
        _numbers = new NumPyNumbers(shown);
    }

    /// <summary>The text of <c>str(array)</c>.</summary>
    public static string Print(Tensor tensor) => tensor switch
    {
        { Size: 0 } => "[]",
        { Rank: 0 } => NumPyNumbers.WriteScalar(tensor.Data[0]),
        _ => new NumPyFormat(tensor, " ").Block(0, 0, " ", LineWidth),
    };

    /// <summary>The text of <c>repr(array)</c>, for example <c>array([[0.1]], dtype=float32)</c>.</summary>
    public static string Represent(Tensor tensor)
    {
        const string Prefix = "array(", Type = "dtype=float32)";
        string list = tensor.Size > 0
            ? new NumPyFormat(tensor, ", ").Block(0, 0, new string(' ', Prefix.Length + 1), LineWidth - 1)
            : tensor.Rank == 1 ? "[]" : $"[], shape={tensor.Shape}";
        string text = $"{Prefix}{list},";
        int lastLine = text.Length - (text.LastIndexOf('\n') + 1);
        string spacer = lastLine + Type.Length + 1 > LineWidth ? "\n" + new string(' ', Prefix.Length) : " ";
        return text + spacer + Type;
    }

    /// <summary>The text of a list of arrays, as Python prints <c>[array(…), array(…)]</c>.</summary>
    public static string RepresentList(IEnumerable<Tensor> tensors) => $"[{string.Join(", ", tensors.Select(Represent))}]";

    /// <summary>Whether only the ends of an axis are shown.</summary>
    private bool IsCut(int axis) => _shortened && _shape[axis] > 2 * EdgeItems;

    private void CollectShown(int axis, int at, List<float> shown)
    {
        if (axis == _shape.Rank)
        {
            shown.Add(_values[at]);
            return;
        }
        for (int i = 0; i < _shape[axis]; i++)
        {
            if (i == EdgeItems && IsCut(axis))
                i = _shape[axis] - EdgeItems;
            CollectShown(axis + 1, at + i * _strides[axis], shown);
        }
    }

    /// <summary>The text of a sub-array, brackets included, whose first line follows a bracket already indented.</summary>
    /// <param name="axis">The sub-array's first axis.</param>
    /// <param name="at">Where it begins in the buffer.</param>
    /// <param name="indent">What stands before its further lines.</param>
    /// <param name="width">How long a line may be, brackets of outer axes taken off.</param>
    private string Block(int axis, int at, string indent, int width) =>
        axis == _shape.Rank ? _numbers.Write(_values[at])
        : axis == _shape.Rank - 1 ? Row(at, indent, width)
        : Stack(axis, at, indent, width);

    /// <summary>Numbers along the last axis, broken into lines.</summary>
    private string Row(int at, string indent, int width)
    {
        int limit = width - 1;
        var text = new StringBuilder();
        var line = new StringBuilder(indent);
        for (int i = 0; i < _shape[-1]; i++)
        {
            if (i == EdgeItems && IsCut(_shape.Rank - 1))
            {
                Extend("...");
                line.Append(_separator);
                i = _shape[-1] - EdgeItems;
            }
            Extend(_numbers.Write(_values[at + i]));
            if (i < _shape[-1] - 1)
                line.Append(_separator);
        }
        return $"[{text.Append(line).ToString(indent.Length, text.Length - indent.Length)}]";

        void Extend(string word)
        {
            // A line that holds nothing yet takes its word however long it is.
            if (line.Length + word.Length > limit && line.Length > indent.Length)
            {
                text.Append(line.ToString().TrimEnd()).Append('\n');
                line.Clear().Append(indent);
            }
            line.Append(word);
        }
    }

    /// <summary>Sub-arrays below one another, with as many line breaks between them as they have axes.</summary>
    private string Stack(int axis, int at, string indent, int width)
    {
        string between = _separator.TrimEnd() + new string('\n', _shape.Rank - axis - 1) + indent;
        var text = new StringBuilder("[");
        for (int i = 0; i < _shape[axis]; i++)
        {
            if (i > 0)
                text.Append(between);
            if (i == EdgeItems && IsCut(axis))
            {
                text.Append("...").Append(between);
                i = _shape[axis] - EdgeItems;
            }
            text.Append(Block(axis + 1, at + i * _strides[axis], indent + " ", width - 1));
        }
        return text.Append(']').ToString();
    }
}
