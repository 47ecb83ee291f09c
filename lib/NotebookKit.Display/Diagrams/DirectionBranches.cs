using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Diagrams;

/// <summary>
/// The two rows of a bidirectional layer, fed and joined: what comes in at a step goes to the row that reads backwards as well,
/// and what the forward row puts out, at every step or at the last one alone, comes down beside the other row.
/// </summary>
internal static class DirectionBranches
{
    /// <summary>How far beside a step its branch runs: within the gap between two steps, clear of the neighbour's.</summary>
    private const double Beside = 6;

    private const double Above = 14, Below = 6, Inset = 6;

    /// <summary>From a layer to where the arrows below it begin.</summary>
    private const double ToArrow = 2;

    /// <summary>How far right of a step's middle what the forward row puts out comes down.</summary>
    public static double ComesDown(DiagramNode node) => (node.CellWidth / 2) + Beside;

    /// <summary>Draws the branches of a layer that is drawn step by step.</summary>
    /// <param name="svg">Where to.</param>
    /// <param name="node">The layer; its upper row reads forwards.</param>
    /// <param name="down">How far right what the forward row gives last comes down; nothing where it goes nowhere.</param>
    public static void Draw(Svg svg, DiagramNode node, IEnumerable<double> down)
    {
        int[] steps = DiagramLayout.ShownSteps(node);
        double half = node.CellWidth / 2, lower = node.Bottom - DiagramLayout.CellHeight;
        double leaves = node.Y + DiagramLayout.CellHeight - Inset;
        var branches = new List<(double X, double Y)[]>();
        for (int i = 0; i < steps.Length; i++)
        {
            if (steps[i] < 0)
            {
                continue;
            }

            double middle = DiagramLayout.StepX(node, i), left = middle - half - Beside, right = middle + ComesDown(node);
            branches.Add([(middle, node.Y - Above), (left, node.Y - Above), (left, lower + Inset), (middle - half - 1, lower + Inset)]);
            if (node.EmitsSequence)
            {
                branches.Add([(middle + half, leaves), (right, leaves), (right, node.Bottom + Below), (middle + 1, node.Bottom + Below)]);
            }
        }

        (string stroke, string fill) = Arrows.Of(null);
        Arrows.Draw(svg, stroke, fill, branches);
        if (node.EmitsSequence)
        {
            return;
        }

        double side = DiagramLayout.StepX(node, steps.Length - 1) + half;
        foreach (double x in down)
        {
            // It goes on as the arrow to the layer below, which has the head.
            svg.Path($"M{Markup.Number(side)} {Markup.Number(leaves)}H{Markup.Number(x)}V{Markup.Number(node.Bottom + ToArrow)}", stroke,
                1.5);
        }
    }
}
