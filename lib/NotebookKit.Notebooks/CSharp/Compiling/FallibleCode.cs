using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Which code can throw. What cannot needs no mark, and a method of which nothing or one line can stays as small as it is,
/// so that the JIT inlines it.
/// </summary>
internal sealed class FallibleCode(SemanticModel? model)
{
    /// <summary>Methods of these types that never throw make no difference to a loop of arithmetic.</summary>
    private static readonly HashSet<string> s_throwingMathematics =
        new(["Abs", "BigMul", "Clamp", "DivRem", "Round", "Sign"], StringComparer.Ordinal);

    /// <summary>Whether what a statement does itself, its inner statements left out, can throw.</summary>
    public bool HeadCanFail(StatementSyntax statement) => statement switch
    {
        TryStatementSyntax or CheckedStatementSyntax or UnsafeStatementSyntax => false,
        IfStatementSyntax branch => CanFail(branch.Condition),
        // Conditions have marks of their own, since they are come back to.
        DoStatementSyntax => false,
        WhileStatementSyntax loop => CanFail(loop.Condition),
        ForStatementSyntax loop => (loop.Declaration is { } declared && CanFail(declared)) || loop.Initializers.Any(CanFail)
            || (loop.Condition is { } condition && CanFail(condition)),
        CommonForEachStatementSyntax loop => CanFail(loop.Expression) || loop.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword),
        SwitchStatementSyntax choice => CanFail(choice.Expression),
        UsingStatementSyntax or LockStatementSyntax or FixedStatementSyntax or ThrowStatementSyntax => true,
        LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } => true,
        YieldStatementSyntax { Expression: { } yielded } => CanFail(yielded),
        ReturnStatementSyntax { Expression: null } or YieldStatementSyntax => false,
        _ => CanFail(statement),
    };

    /// <summary>Whether a declaration at the top level can throw: it has a value that is more than a constant.</summary>
    public static bool CanFailAtTopLevel(FieldDeclarationSyntax field) =>
        field.Declaration.Variables.Any(variable => variable.Initializer is { Value: not LiteralExpressionSyntax });

    /// <summary>Whether code, its inner functions left out, can throw.</summary>
    public bool CanFail(SyntaxNode node) => model is not null && Operation(node) is { } operation
        ? Fails(operation)
        : node is not (LiteralExpressionSyntax or IdentifierNameSyntax) && !IsConstantStore(node);

    /// <summary>
    /// Whether a condition can throw when it is come back to. The length of an array that nothing in the loop assigns throws
    /// the first time or never, and a mark in the condition would hide from the JIT what the loop runs over.
    /// </summary>
    public bool CanFailAgain(ExpressionSyntax condition)
    {
        if (model?.GetOperation(condition) is not IBinaryOperation { OperatorMethod: null } comparison)
        {
            return CanFail(condition);
        }
        SyntaxNode? loop = condition.Ancestors().FirstOrDefault(node => node is ForStatementSyntax or WhileStatementSyntax);
        return loop is null || !IsSteady(comparison.LeftOperand, loop) || !IsSteady(comparison.RightOperand, loop);
    }

    private static bool IsSteady(IOperation side, SyntaxNode loop) => side switch
    {
        IPropertyReferenceOperation
        {
            Property.Name: "Length", Instance: { Type: IArrayTypeSymbol }
            and (ILocalReferenceOperation or IParameterReferenceOperation)
        } length =>
            !Assigns(loop, length.Instance.Syntax.ToString()),
        _ => !Fails(side),
    };

    private static bool Assigns(SyntaxNode loop, string name) => loop.DescendantNodes().Any(node => node switch
    {
        AssignmentExpressionSyntax assigned => assigned.Left.ToString().Contains(name, StringComparison.Ordinal)
            && assigned.Left is not ElementAccessExpressionSyntax,
        ArgumentSyntax { RefOrOutKeyword.RawKind: not 0 } argument => argument.Expression.ToString() == name,
        _ => false,
    });

    private IOperation? Operation(SyntaxNode node) => model!.GetOperation(node)
        ?? (node is VariableDeclarationSyntax declared ? model.GetOperation(declared.Parent!) : null);

    /// <summary>Without the compiler's help: <c>x = 1;</c> and <c>i++;</c> do not throw.</summary>
    private static bool IsConstantStore(SyntaxNode node) => node switch
    {
        ExpressionStatementSyntax
        {
            Expression: AssignmentExpressionSyntax
            {
                Left: IdentifierNameSyntax,
                Right: LiteralExpressionSyntax
            } assigned
        } =>
            assigned.IsKind(SyntaxKind.SimpleAssignmentExpression),
        ExpressionStatementSyntax { Expression: PostfixUnaryExpressionSyntax { Operand: IdentifierNameSyntax } } => !IsChecked(node),
        PostfixUnaryExpressionSyntax { Operand: IdentifierNameSyntax } => !IsChecked(node),
        BinaryExpressionSyntax
        {
            Left: IdentifierNameSyntax or LiteralExpressionSyntax, Right: IdentifierNameSyntax
            or LiteralExpressionSyntax
        } comparison =>
            comparison.Kind() is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression
                or SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression,
        _ => false,
    };

    private static bool IsChecked(SyntaxNode node) =>
        node.Ancestors().Any(outer => outer is CheckedStatementSyntax or CheckedExpressionSyntax);

    private static bool Fails(IOperation operation) =>
        operation is not (IAnonymousFunctionOperation or ILocalFunctionOperation or ITypeOfOperation or INameOfOperation)
        && !operation.ConstantValue.HasValue
        && (FailsItself(operation) || operation.ChildOperations.Any(Fails));

    /// <summary>Whether an operation can throw once its operands have been computed.</summary>
    public static bool FailsItself(IOperation operation) => operation switch
    {
        IInvocationOperation call => !IsMathematics(call.TargetMethod),
        IFieldReferenceOperation { Instance: { Type.IsReferenceType: true } instance } =>
            instance is not (IInstanceReferenceOperation or IConditionalAccessInstanceOperation),
        IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false } field } => field.ContainingType.StaticConstructors.Length > 0,
        IFieldReferenceOperation => false,
        IPropertyReferenceOperation { Property: { IsIndexer: false, ContainingType.IsTupleType: true } } => false,
        IPropertyReferenceOperation or IEventReferenceOperation or IArrayElementReferenceOperation
            or IImplicitIndexerReferenceOperation => true,
        IObjectCreationOperation { Type.IsTupleType: true } => false,
        IObjectCreationOperation or IArrayCreationOperation or ICollectionExpressionOperation
            or ITypeParameterObjectCreationOperation => true,
        IAwaitOperation or IThrowOperation or IWithOperation or ISwitchExpressionOperation or IDeconstructionAssignmentOperation => true,
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation
            or IDynamicObjectCreationOperation => true,
        IConversionOperation conversion => FailsToConvert(conversion),
        IBinaryOperation { Type.SpecialType: SpecialType.System_Decimal }
            or ICompoundAssignmentOperation { Type.SpecialType: SpecialType.System_Decimal } => true,
        IBinaryOperation binary => binary.OperatorMethod is not null || binary.IsChecked || IsConcatenation(binary)
            || Divides(binary.OperatorKind, binary.Type, binary.RightOperand),
        ICompoundAssignmentOperation compound => compound.OperatorMethod is not null || compound.IsChecked
            || compound.Type?.SpecialType == SpecialType.System_String || Divides(compound.OperatorKind, compound.Type, compound.Value),
        IUnaryOperation unary => unary.OperatorMethod is not null || unary.IsChecked,
        IIncrementOrDecrementOperation step => step.OperatorMethod is not null || step.IsChecked,
        IInterpolatedStringOperation text => text.Parts.Any(part => part is IInterpolationOperation),
        IInvalidOperation or ITranslatedQueryOperation or IFunctionPointerInvocationOperation => true,
        { Kind: OperationKind.None } => true,
        _ => false,
    };

    private static bool IsMathematics(IMethodSymbol method) =>
        method.ContainingType is { ContainingNamespace.Name: "System", Name: "Math" or "MathF" }
            && !s_throwingMathematics.Contains(method.Name);

    private static bool FailsToConvert(IConversionOperation conversion) =>
        conversion.OperatorMethod is not null || conversion.IsChecked
        || !(conversion.IsTryCast || conversion.Conversion is { IsNumeric: true } or { IsIdentity: true } or { IsImplicit: true });

    private static bool IsConcatenation(IBinaryOperation binary) => binary.Type?.SpecialType == SpecialType.System_String;

    private static bool Divides(BinaryOperatorKind kind, ITypeSymbol? type, IOperation divisor) =>
        kind is BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder
        && type?.SpecialType is not (SpecialType.System_Single or SpecialType.System_Double)
        && !divisor.ConstantValue.HasValue;
}
