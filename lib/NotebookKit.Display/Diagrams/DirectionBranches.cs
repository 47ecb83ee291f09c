using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Diagrams;

/// <summary>
/// The two rows of a bidirectional layer, fed and joined: what comes in at a step goes to the row that reads backwards as well,
/// and what the forward row puts out, of a layer that returns sequences, meets the other's below.
/// </summary>
internal static class DirectionBranches
{
    /// <summary>How far beside a step its branch runs: within the gap between two steps, clear of the neighbour's.</summary>
    private const double Beside = 6;

    private const double Above = 14, Below = 6, Inset = 6;

    /// <summary>Draws the branches of a layer that is drawn step by step.</summary>
    /// <param name="svg">Where to.</param>
    /// <param name="node">The layer; its upper row reads forwards.</param>
    public static void Draw(Svg svg, DiagramNode node)
    {
        int[] steps = DiagramLayout.ShownSteps(node);
        double half = node.CellWidth / 2, lower = node.Bottom - DiagramLayout.CellHeight;
        var branches = new List<(double X, double Y)[]>();
        for (int i = 0; i < steps.Length; i++)
        {
            if (steps[i] < 0)
            {
                continue;
            }

            double middle = DiagramLayout.StepX(node, i), left = middle - half - Beside, right = middle + half + Beside;
            branches.Add([(middle, node.Y - Above), (left, node.Y - Above), (left, lower + Inset), (middle - half - 1, lower + Inset)]);
            if (node.EmitsSequence)
            {
                double leaves = node.Y + DiagramLayout.CellHeight - Inset;
                branches.Add([(middle + half, leaves), (right, leaves), (right, node.Bottom + Below), (middle + 1, node.Bottom + Below)]);
            }
        }

        (string stroke, string fill) = Arrows.Of(null);
        Arrows.Draw(svg, stroke, fill, branches);
    }
}
