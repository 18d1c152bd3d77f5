using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;
using VoiceLake.DataFactory.Expressions.Evaluation;

namespace VoiceLake.DataFactory.Expressions.Functions;

/// <summary>XML and XPath.</summary>
/// <remarks>
/// XML is binary content of type <c>application/xml;charset=utf-8</c>; <c>string(…)</c> gives its text. <c>xml</c> takes XML as text, an object
/// with one root property, or such an object as text. <c>xpath</c> gives one match as itself and several as an array (documented; Logic Apps was
/// seen to give an array of one): elements are XML, attributes and texts are strings. Namespaces are reached by <c>local-name()</c> and
/// <c>namespace-uri()</c>. Document type definitions are refused.
/// </remarks>
internal static class XmlFunctions
{
    private const int MaxDepth = 256;

    public static IEnumerable<ExpressionFunction> All { get; } = [new("xml", 1, 1, Xml), new("xpath", 2, 2, XPath)];

    /// <summary>Reads XML text that an argument gives.</summary>
    internal static XDocument Read(FunctionCall call, string text)
    {
        try
        {
            CheckDepth(call, text);
            using var reader = Open(text);
            return XDocument.Load(reader);
        }
        catch (XmlException problem)
        {
            throw call.ErrorAt(0, $"'{call.Name}' cannot read its argument as XML: {problem.Message}");
        }
    }

    private static XmlReader Open(string text) =>
        XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });

    // A document of many thousand levels keeps the tree and XPath busy for minutes.
    private static void CheckDepth(FunctionCall call, string text)
    {
        using var reader = Open(text);
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth)
            {
                throw call.ErrorAt(0, $"The XML is nested more than {MaxDepth} deep.");
            }
        }
    }

    private static JsonObject Xml(FunctionCall call)
    {
        var text = BinaryContent.Read(call[0])?.ToText() ?? Values.TextOrNull(call[0]);
        var json = text is null ? call[0] : text.AsSpan().TrimStart().StartsWith("{") ? ConversionFunctions.Parse(call, text) : null;
        return ToNode(Read(call, json is JsonObject found ? XmlJson.ToXml(found, call)
            : text ?? throw call.WrongKind(0, "a String or an Object")));
    }

    private static JsonNode? XPath(FunctionCall call)
    {
        var text = BinaryContent.Read(call[0])?.ToText() ?? Values.TextOrNull(call[0]) ?? throw call.WrongKind(0, "XML, as xml(…) makes it,");
        var document = Read(call, text);
        try
        {
            return document.CreateNavigator().Evaluate(call.Text(1)) switch
            {
                XPathNodeIterator matches => ToNode(call, matches),
                double number when double.IsInteger(number) && Math.Abs(number) < long.MaxValue => JsonValue.Create((long)number),
                double number when double.IsFinite(number) => JsonValue.Create(number),
                bool value => JsonValue.Create(value),
                var value => JsonValue.Create(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)),
            };
        }
        catch (XPathException problem)
        {
            throw call.ErrorAt(1, $"'xpath' cannot read its second argument: {problem.Message} Names with a prefix are written /*[local-name()=\"name\"].");
        }
    }

    private static JsonNode? ToNode(FunctionCall call, XPathNodeIterator matches)
    {
        var nodes = new List<JsonNode>();
        foreach (XPathNavigator match in matches)
        {
            call.TakeItems(1);
            nodes.Add(match.UnderlyingObject switch
            {
                XDocument document => ToNode(document),
                XElement element => ToNode(element.ToString(SaveOptions.DisableFormatting)),
                _ => call.Result(match.Value),
            });
        }

        return nodes.Count == 1 ? nodes[0] : new JsonArray([.. nodes]);
    }

    private static JsonObject ToNode(XDocument document) => ToNode(document.Declaration + document.ToString(SaveOptions.DisableFormatting));

    private static JsonObject ToNode(string xml) => new BinaryContent(BinaryContent.XmlType, Encoding.UTF8.GetBytes(xml)).ToNode();
}
