namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>The elements of HTML by their names, for <c>using static</c>: <c>ul(li("one"), li("two"))</c>.</summary>
public static class PocketViewTags
{
#pragma warning disable CS1591, CA1707 // Each is the element of its name; _ has none, and gives any: _.section("text").
    public static dynamic _ => new PocketView();

    public static dynamic a => new PocketView("a");

    public static dynamic abbr => new PocketView("abbr");

    public static dynamic area => new PocketView("area");

    public static dynamic article => new PocketView("article");

    public static dynamic aside => new PocketView("aside");

    public static dynamic audio => new PocketView("audio");

    public static dynamic b => new PocketView("b");

    public static dynamic blockquote => new PocketView("blockquote");

    public static dynamic body => new PocketView("body");

    public static dynamic br => new PocketView("br");

    public static dynamic button => new PocketView("button");

    public static dynamic canvas => new PocketView("canvas");

    public static dynamic caption => new PocketView("caption");

    public static dynamic center => new PocketView("center");

    public static dynamic circle => new PocketView("circle");

    public static dynamic code => new PocketView("code");

    public static dynamic col => new PocketView("col");

    public static dynamic colgroup => new PocketView("colgroup");

    public static dynamic dd => new PocketView("dd");

    public static dynamic details => new PocketView("details");

    public static dynamic div => new PocketView("div");

    public static dynamic dl => new PocketView("dl");

    public static dynamic dt => new PocketView("dt");

    public static dynamic ellipse => new PocketView("ellipse");

    public static dynamic em => new PocketView("em");

    public static dynamic fieldset => new PocketView("fieldset");

    public static dynamic figcaption => new PocketView("figcaption");

    public static dynamic figure => new PocketView("figure");

    public static dynamic font => new PocketView("font");

    public static dynamic footer => new PocketView("footer");

    public static dynamic form => new PocketView("form");

    public static dynamic g => new PocketView("g");

    public static dynamic h1 => new PocketView("h1");

    public static dynamic h2 => new PocketView("h2");

    public static dynamic h3 => new PocketView("h3");

    public static dynamic h4 => new PocketView("h4");

    public static dynamic h5 => new PocketView("h5");

    public static dynamic h6 => new PocketView("h6");

    public static dynamic head => new PocketView("head");

    public static dynamic header => new PocketView("header");

    public static dynamic hr => new PocketView("hr");

    public static dynamic html => new PocketView("html");

    public static dynamic i => new PocketView("i");

    public static dynamic iframe => new PocketView("iframe");

    public static dynamic img => new PocketView("img");

    public static dynamic input => new PocketView("input");

    public static dynamic label => new PocketView("label");

    public static dynamic legend => new PocketView("legend");

    public static dynamic li => new PocketView("li");

    public static dynamic line => new PocketView("line");

    public static dynamic link => new PocketView("link");

    public static dynamic main => new PocketView("main");

    public static dynamic mark => new PocketView("mark");

    public static dynamic meta => new PocketView("meta");

    public static dynamic nav => new PocketView("nav");

    public static dynamic ol => new PocketView("ol");

    public static dynamic option => new PocketView("option");

    public static dynamic p => new PocketView("p");

    public static dynamic path => new PocketView("path");

    public static dynamic polygon => new PocketView("polygon");

    public static dynamic polyline => new PocketView("polyline");

    public static dynamic pre => new PocketView("pre");

    public static dynamic progress => new PocketView("progress");

    public static dynamic q => new PocketView("q");

    public static dynamic rect => new PocketView("rect");

    public static dynamic s => new PocketView("s");

    public static dynamic script => new PocketView("script");

    public static dynamic section => new PocketView("section");

    public static dynamic select => new PocketView("select");

    public static dynamic small => new PocketView("small");

    public static dynamic source => new PocketView("source");

    public static dynamic span => new PocketView("span");

    public static dynamic strike => new PocketView("strike");

    public static dynamic strong => new PocketView("strong");

    public static dynamic style => new PocketView("style");

    public static dynamic sub => new PocketView("sub");

    public static dynamic summary => new PocketView("summary");

    public static dynamic sup => new PocketView("sup");

    public static dynamic svg => new PocketView("svg");

    public static dynamic table => new PocketView("table");

    public static dynamic tbody => new PocketView("tbody");

    public static dynamic td => new PocketView("td");

    public static dynamic textarea => new PocketView("textarea");

    public static dynamic tfoot => new PocketView("tfoot");

    public static dynamic th => new PocketView("th");

    public static dynamic thead => new PocketView("thead");

    public static dynamic title => new PocketView("title");

    public static dynamic tr => new PocketView("tr");

    public static dynamic u => new PocketView("u");

    public static dynamic ul => new PocketView("ul");

    public static dynamic video => new PocketView("video");
#pragma warning restore CS1591, CA1707
}
