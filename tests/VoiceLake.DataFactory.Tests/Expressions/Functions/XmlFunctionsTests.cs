using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions;

namespace VoiceLake.DataFactory.Tests.Expressions.Functions;

public class XmlFunctionsTests
{
    [Theory]
    [InlineData("xml(json('{ \"name\": \"Sophia Owen\" }'))", "xml: <name>Sophia Owen</name>")]
    [InlineData("xml(json('{\"person\": {\"name\": \"Sophia Owen\", \"city\": \"Seattle\"}}'))", "xml: <person><name>Sophia Owen</name><city>Seattle</city></person>")]
    [InlineData("xml('{ \"name\": \"Sophia Owen\" }')", "xml: <name>Sophia Owen</name>")]
    [InlineData("xml('<a><b>1</b></a>')", "xml: <a><b>1</b></a>")]
    [InlineData("xml(json('{\"a\":{\"@id\":1,\"b\":[true,null],\"#text\":\"x<y\"}}'))", "xml: <a id=\"1\"><b>true</b><b></b>x&lt;y</a>")]
    [InlineData("xml(json('{\"a\":1,\"b\":2}'))", "error: 'xml' expects an object with one root property that is no array, not 2 properties")]
    [InlineData("xml(json('{\"a\":[1,2]}'))", "error: 'xml' expects an object with one root property that is no array")]
    [InlineData("xml(json('{\"a b\":1}'))", "error: 'xml' cannot make an element of a property")]
    [InlineData("xml('<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>')", "error: 'xml' cannot read its argument as XML")]
    [InlineData("xml('text')", "error: 'xml' cannot read its argument as XML")]
    [InlineData("xml(5)", "error: 'xml' expects a String or an Object as its first argument, not an Integer")]
    [InlineData("xpath(xml(pipeline().parameters.doc), 'sum(/produce/item/count)')", "30")]
    [InlineData("xpath(xml(pipeline().parameters.file), '/*[name()=\"file\"]/*[name()=\"location\"]')", "xml: <location id=\"7\" xmlns=\"http://contoso.com\">Paris</location>")]
    [InlineData("xpath(xml(pipeline().parameters.file), '/*[local-name()=\"file\" and namespace-uri()=\"http://contoso.com\"]/*[local-name()=\"location\"]')", "xml: <location id=\"7\" xmlns=\"http://contoso.com\">Paris</location>")]
    [InlineData("xpath(xml(pipeline().parameters.file), 'string(/*[name()=\"file\"]/*[name()=\"location\"])')", "'Paris'")]
    [InlineData("xpath(pipeline().parameters.doc, '//name/text()')", "['Gala','Honeycrisp']")]
    [InlineData("xpath(pipeline().parameters.doc, '/produce/item/name')[1]", "xml: <name>Honeycrisp</name>")]
    [InlineData("xpath(pipeline().parameters.file, '//@id')", "'7'")]
    [InlineData("xpath(pipeline().parameters.doc, '//missing')", "[]")]
    [InlineData("xpath(pipeline().parameters.doc, 'count(//item) > 1')", "true")]
    [InlineData("xpath(pipeline().parameters.doc, '//item[')", "error: 'xpath' cannot read its second argument")]
    [InlineData("xpath(pipeline().parameters.doc, '//x:item')", "error: Names with a prefix are written")]
    [InlineData("xpath(1, '//a')", "error: 'xpath' expects XML, as xml(…) makes it, as its first argument, not an Integer")]
    [InlineData("xpath('<a/>', 1)", "error: 'xpath' expects a String as its second argument")]
    public void An_xml_function_gives(string expression, string expected) => Cases.Check(expression, expected);

    [Theory]
    [InlineData("xml(variables('deep'))")]
    [InlineData("json(variables('deep'))")]
    [InlineData("xpath(variables('deep'), 'count(//a)')")]
    public void A_document_of_very_many_levels_is_refused(string expression)
    {
        const int levels = 20_000;
        var deep = string.Concat(Enumerable.Repeat("<a>", levels)) + string.Concat(Enumerable.Repeat("</a>", levels));
        var scope = new ExpressionScope { Variables = new Dictionary<string, JsonNode?> { ["deep"] = deep } };
        Should.Throw<ExpressionException>(() => Expression.Parse("@" + expression).Evaluate(scope)).Message.ShouldContain("The XML is nested more than 256 deep");
    }
}
