using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace VoiceLake.Notebooks.LanguageServices.Code;

/// <summary>Symbols in words: their kind, their name as it is written, one line that describes them.</summary>
internal static class SymbolText
{
    private static readonly SymbolDisplayFormat LineFormat = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameOnly,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeVariance,
        SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeContainingType
            | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue,
        SymbolDisplayDelegateStyle.NameAndSignature,
        SymbolDisplayExtensionMethodStyle.InstanceMethod,
        SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeExtensionThis,
        SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        SymbolDisplayLocalOptions.IncludeType | SymbolDisplayLocalOptions.IncludeConstantValue,
        SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword,
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
            | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral);

    // A submission's class is a name of the engine's: its members show without it.
    private static readonly SymbolDisplayFormat OwnLineFormat = LineFormat.RemoveMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType);

    private static readonly SymbolDisplayFormat TypeFormat = new(
        LineFormat.GlobalNamespaceStyle,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        LineFormat.GenericsOptions,
        kindOptions: LineFormat.KindOptions,
        miscellaneousOptions: LineFormat.MiscellaneousOptions);

    // `int` in its own description is System.Int32.
    private static readonly SymbolDisplayFormat FrameworkNameFormat = TypeFormat.RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>One line such as <c>double Math.Sqrt(double d)</c>.</summary>
    /// <param name="symbol">What to describe.</param>
    /// <param name="others">How many overloads it has beside itself.</param>
    public static string Line(ISymbol symbol, int others = 0)
    {
        var text = symbol is INamespaceSymbol or INamedTypeSymbol { ContainingType: null, IsAnonymousType: false }
            ? symbol.ToDisplayString(symbol is ITypeSymbol { SpecialType: not SpecialType.None } ? FrameworkNameFormat : TypeFormat)
            : symbol.ToDisplayString(IsOwn(symbol) ? OwnLineFormat : LineFormat);
        return others switch
        {
            0 => text,
            1 => text + " (+ 1 overload)",
            _ => FormattableString.Invariant($"{text} (+ {others} overloads)"),
        };
    }

    /// <summary>The name as code writes it: <c>@class</c> for a name that is a keyword.</summary>
    public static string Name(ISymbol symbol) => SyntaxFacts.GetKeywordKind(symbol.Name) == SyntaxKind.None ? symbol.Name : "@" + symbol.Name;

    /// <summary>The kind in lower case.</summary>
    public static string Kind(ISymbol symbol) => symbol switch
    {
        IAliasSymbol alias => Kind(alias.Target),
        INamespaceSymbol => "namespace",
        INamedTypeSymbol { IsRecord: true } => "record",
        INamedTypeSymbol type => type.TypeKind.ToString().ToLowerInvariant(),
        ITypeParameterSymbol => "typeparameter",
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => "enummember",
        IFieldSymbol { ContainingType.IsScriptClass: true } => "local",
        IFieldSymbol { IsConst: true } => "constant",
        IRangeVariableSymbol => "local",
        _ => symbol.Kind.ToString().ToLowerInvariant(),
    };

    /// <summary>Whether code can name the symbol and its author wants that.</summary>
    public static bool IsForUsers(ISymbol symbol) => symbol switch
    {
        INamespaceSymbol space => !space.IsGlobalNamespace && HasPublicType(space),
        ILocalSymbol or IAliasSymbol or IFieldSymbol { ContainingType.IsTupleType: true } => true,
        _ => symbol is { CanBeReferencedByName: true, IsImplicitlyDeclared: false } && !IsHidden(symbol),
    };

    /// <summary>Namespaces of nothing but internals, such as those of resources, are no use to anybody.</summary>
    private static bool HasPublicType(INamespaceSymbol space) =>
        space.GetTypeMembers().Any(type => type.DeclaredAccessibility == Accessibility.Public) || space.GetNamespaceMembers().Any(HasPublicType);

    /// <summary>Whether a cell declares the symbol on its top level.</summary>
    public static bool IsOwn(ISymbol symbol) => symbol.ContainingType is { IsScriptClass: true };

    private static bool IsHidden(ISymbol symbol) => symbol.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.Name == "EditorBrowsableAttribute" && attribute.ConstructorArguments is [{ Value: (int)System.ComponentModel.EditorBrowsableState.Never }]);
}
