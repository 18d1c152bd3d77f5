using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using VoiceLake.DataFactory.Expressions.Evaluation;

namespace VoiceLake.DataFactory.Expressions.Functions;

/// <summary>XML as JSON and back: attributes are <c>@name</c>, the text beside them <c>#text</c>, repeated elements an array, the declaration <c>?xml</c>.</summary>
/// <remarks>
/// An element with text alone is a string, an empty one null. A single element is no array: the documentation shows one for <c>person</c> and none
/// for its children, and only the latter can be told from the XML.
/// </remarks>
internal static class XmlJson
{
    private const int MaxDepth = 64;

    public static JsonObject ToJson(XDocument document, FunctionCall call)
    {
        var result = new JsonObject();
        if (document.Declaration is { } declaration)
        {
            result["?xml"] = new JsonObject(new[] { ("@version", declaration.Version), ("@encoding", declaration.Encoding), ("@standalone", declaration.Standalone) }
                .Where(pair => pair.Item2 is not null).Select(pair => KeyValuePair.Create(pair.Item1, (JsonNode?)JsonValue.Create(pair.Item2))));
        }

        var root = document.Root!;
        result[NameOf(root, root.Name)] = ToJson(root, call, 1);
        return result;
    }

    /// <summary>The text of the XML for an object with one root property.</summary>
    public static string ToXml(JsonObject found, FunctionCall call)
    {
        var roots = found.Where(pair => pair.Key != "?xml").ToArray();
        if (roots.Length != 1 || roots[0].Value is JsonArray)
        {
            throw call.ErrorAt(0, $"'{call.Name}' expects an object with one root property that is no array, not {roots.Length} properties.");
        }

        var xml = new StringBuilder();
        if (found["?xml"] is JsonObject declaration)
        {
            xml.Append("<?xml").Append(Attributes(declaration)).Append("?>");
        }

        try
        {
            Append(xml, roots[0].Key, roots[0].Value);
        }
        catch (XmlException problem)
        {
            throw call.ErrorAt(0, $"'{call.Name}' cannot make an element of a property: {problem.Message}");
        }

        return xml.ToString();
    }

    private static JsonNode? ToJson(XElement element, FunctionCall call, int depth)
    {
        if (depth > MaxDepth)
        {
            throw call.ErrorAt(0, $"The XML is nested more than {MaxDepth} deep.");
        }

        var text = string.Concat(element.Nodes().OfType<XText>().Select(node => node.Value)).Trim();
        if (!element.HasElements && !element.HasAttributes)
        {
            return text.Length == 0 ? null : JsonValue.Create(text);
        }

        var result = new JsonObject();
        foreach (var attribute in element.Attributes())
        {
            result["@" + NameOf(element, attribute)] = attribute.Value;
        }

        foreach (var same in element.Elements().GroupBy(child => NameOf(child, child.Name)))
        {
            var values = same.Select(child => ToJson(child, call, depth + 1)).ToArray();
            result[same.Key] = values.Length == 1 ? values[0] : new JsonArray(values);
        }

        if (text.Length > 0)
        {
            result["#text"] = text;
        }

        return result;
    }

    private static string NameOf(XElement element, XAttribute attribute) => attribute.IsNamespaceDeclaration && attribute.Name.LocalName != "xmlns"
        ? $"xmlns:{attribute.Name.LocalName}"
        : NameOf(element, attribute.Name);

    private static string NameOf(XElement element, XName name)
    {
        var prefix = name.Namespace == XNamespace.None ? null : element.GetPrefixOfNamespace(name.Namespace);
        return string.IsNullOrEmpty(prefix) || name.LocalName == "xmlns" ? name.LocalName : $"{prefix}:{name.LocalName}";
    }

    private static void Append(StringBuilder xml, string name, JsonNode? value)
    {
        if (value is JsonArray items)
        {
            foreach (var item in items)
            {
                Append(xml, name, item);
            }

            return;
        }

        XmlConvert.VerifyName(name);
        xml.Append('<').Append(name);
        if (value is not JsonObject found)
        {
            xml.Append('>').Append(Escape(TextOf(value))).Append("</").Append(name).Append('>');
            return;
        }

        xml.Append(Attributes(found)).Append('>');
        foreach (var (key, child) in found.Where(pair => !pair.Key.StartsWith('@')))
        {
            if (key == "#text")
            {
                xml.Append(Escape(TextOf(child)));
            }
            else
            {
                Append(xml, key, child);
            }
        }

        xml.Append("</").Append(name).Append('>');
    }

    private static string Attributes(JsonObject found) => string.Concat(found
        .Where(pair => pair.Key.StartsWith('@'))
        .Select(pair => $" {XmlConvert.VerifyName(pair.Key[1..])}=\"{Escape(TextOf(pair.Value))}\""));

    // Booleans keep their JSON spelling inside XML.
    private static string TextOf(JsonNode? value) => Values.KindOf(value) == Kind.Boolean ? Values.ToJson(value) : Values.ToText(value);

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);
}
