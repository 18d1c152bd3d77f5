using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VoiceLake.Notebooks.LanguageServices.Code;

namespace VoiceLake.Notebooks.LanguageServices.Completion;

/// <summary>The names of parameters that a call has not given yet, as named arguments.</summary>
internal static class ArgumentNameCompletion
{
    public static IEnumerable<Candidate> Find(Caret caret)
    {
        if (caret.Left.Kind() is not (SyntaxKind.OpenParenToken or SyntaxKind.CommaToken or SyntaxKind.OpenBracketToken)
            || caret.Left.Parent is not BaseArgumentListSyntax and not AttributeArgumentListSyntax
            || CallSite.Around(caret.Block, caret.WordStart) is not { } call)
        {
            return [];
        }

        return call.Overloads.Where(call.Fits).SelectMany(method => method.Parameters.Skip(call.Position))
            .Where(parameter => call.Arguments.All(a => a.Name != parameter.Name))
            .GroupBy(parameter => parameter.Name)
            .Select(group => new Candidate(SymbolText.Name(group.First()) + ":", "argument", 0, () => SymbolText.Line(group.First())));
    }
}
