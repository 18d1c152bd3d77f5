using CsCheck;
using VoiceLake.Notebooks.Jupyter;

namespace VoiceLake.Notebooks.Tests.Jupyter;

public sealed class CodePointsTests
{
    [Theory]
    [InlineData("abc", 0, 0)]
    [InlineData("abc", 2, 2)]
    [InlineData("a😀b", 1, 1)]
    [InlineData("a😀b", 2, 3)]
    [InlineData("a😀b", 3, 4)]
    [InlineData("𝒙 = 𝒚", 5, 7)]
    [InlineData("e\u0301", 1, 1)]
    public void A_character_outside_the_first_plane_counts_once_there_and_twice_here(string text, int codePoints, int units)
    {
        CodePoints.ToUtf16(text, codePoints).ShouldBe(units);
        CodePoints.FromUtf16(text, units).ShouldBe(codePoints);
    }

    [Theory]
    [InlineData("a😀b", 4)]
    [InlineData("a😀b", int.MaxValue)]
    [InlineData("", 1)]
    public void Past_the_end_is_the_end(string text, int place)
    {
        CodePoints.ToUtf16(text, place).ShouldBe(text.Length);
        CodePoints.FromUtf16(text, int.MaxValue).ShouldBe(text.EnumerateRunes().Count());
    }

    [Fact]
    public void Before_the_start_is_the_start()
    {
        CodePoints.ToUtf16("a😀", -1).ShouldBe(0);
        CodePoints.ToUtf16("a😀", int.MinValue).ShouldBe(0);
        CodePoints.FromUtf16("a😀", -5).ShouldBe(0);
    }

    [Fact]
    public void The_middle_of_a_pair_is_behind_its_character() => CodePoints.FromUtf16("😀b", 1).ShouldBe(1);

    [Fact]
    public void Half_a_pair_is_a_character_of_its_own()
    {
        CodePoints.ToUtf16("\ud83dx\ude00", 2).ShouldBe(2);
        CodePoints.FromUtf16("\ud83dx\ude00", 3).ShouldBe(3);
    }

    [Fact]
    public void There_and_back_is_where_it_was() => Gen.Select(Gen.String, Gen.Int[0, 40]).Sample((text, place) =>
        CodePoints.FromUtf16(text, CodePoints.ToUtf16(text, place)) == Math.Min(place, CodePoints.FromUtf16(text, text.Length)));
}
