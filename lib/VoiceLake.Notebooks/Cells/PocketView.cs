using System.Collections;
using System.Dynamic;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using VoiceLake.Notebooks.Formatting;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>An HTML element written in C#: <c>div[style: "color:red"](b("bold"), " and plain")</c>. Text in it is data and is encoded.</summary>
public sealed class PocketView : DynamicObject, IHtmlContent
{
    private static readonly HashSet<string> Childless = ["area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"];
    private readonly string? _name;
    private readonly IReadOnlyList<(string Name, object? Value)> _attributes;
    private readonly IReadOnlyList<object?> _content;

    /// <summary>The element of a name; without one, content that follows each other.</summary>
    public PocketView(string? tagName = null)
        : this(tagName, [], [])
    {
    }

    private PocketView(string? name, IReadOnlyList<(string Name, object? Value)> attributes, IReadOnlyList<object?> content)
    {
        _name = name;
        _attributes = attributes;
        _content = content;
    }

    /// <summary>The element of the member's name: <c>_.section</c>.</summary>
    public override bool TryGetMember(GetMemberBinder binder, out object? result)
    {
        result = _name is null ? new PocketView(binder.Name) : null;
        return result is not null;
    }

    /// <summary>The element of the member's name with content: <c>_.section("text")</c>.</summary>
    public override bool TryInvokeMember(InvokeMemberBinder binder, object?[]? args, out object? result)
    {
        result = _name is null ? new PocketView(binder.Name, [], args ?? []) : null;
        return result is not null;
    }

    /// <summary>The element with attributes: <c>img[src: "a.png", alt: "an a"]</c>; an underscore in a name stands for a hyphen.</summary>
    public override bool TryGetIndex(GetIndexBinder binder, object[] indexes, out object? result)
    {
        var names = binder.CallInfo.ArgumentNames;
        var unnamed = indexes.Length - names.Count;
        var added = indexes.Take(unnamed).SelectMany(Pairs).Concat(names.Zip(indexes.Skip(unnamed), (name, value) => (name.Replace('_', '-'), (object?)value)));
        result = new PocketView(_name, [.. _attributes, .. added], _content);
        return true;
    }

    /// <summary>The element with more content: text, HTML, sequences, or any value in its own form.</summary>
    public override bool TryInvoke(InvokeBinder binder, object?[]? args, out object? result)
    {
        result = new PocketView(_name, _attributes, [.. _content, .. args ?? []]);
        return true;
    }

    /// <inheritdoc/>
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (_name is not null)
        {
            writer.Write('<');
            writer.Write(_name);
            foreach (var (name, value) in _attributes)
            {
                writer.Write($" {HtmlText.Encode(name)}=\"{HtmlText.Encode(PlainText.Of(value))}\"");
            }

            writer.Write('>');
        }

        foreach (var item in _content)
        {
            Write(item, writer, encoder);
        }

        if (_name is not null && !Childless.Contains(_name))
        {
            writer.Write($"</{_name}>");
        }
    }

    /// <summary>The HTML.</summary>
    public override string ToString()
    {
        using var writer = new StringWriter();
        WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }

    private static void Write(object? item, TextWriter writer, HtmlEncoder encoder)
    {
        switch (item)
        {
            case null:
                break;
            case IHtmlContent html:
                html.WriteTo(writer, encoder);
                break;
            case IEnumerable items and not string when !ValueFormatter.HasOwnFormatter(item.GetType()) && items is not IDictionary:
                foreach (var one in items)
                {
                    Write(one, writer, encoder);
                }

                break;
            default:
                writer.Write(Scalars.Find(item) is { } scalar && ValueFormatter.Own(item, "text/html") is null ? HtmlText.Encode(scalar.Text) : ValueFormatter.Text(item, "text/html"));
                break;
        }
    }

    private static IEnumerable<(string Name, object? Value)> Pairs(object index) => index switch
    {
        IDictionary given => given.Keys.Cast<object>().Select(key => (key.ToString() ?? "", given[key])),
        _ => throw new ArgumentException($"An attribute needs a name: write [name: value], not [{index}]."),
    };
}
