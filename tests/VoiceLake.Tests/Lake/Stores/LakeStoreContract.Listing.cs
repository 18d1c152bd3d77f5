using VoiceLake.Lake;

namespace VoiceLake.Tests.Lake.Stores;

public abstract partial class LakeStoreContract
{
    [Fact]
    public async Task A_listing_is_in_ordinal_order_with_the_prefix_taken_literally()
    {
        string[] names = ["bronze/a-b", "bronze/a/b", "bronze/a/c/d", "bronze/a0", "bronze/B", "bronze/ä", "bronze/a b", "bronze/a%20b", "bronze/\uff5e", "bronze/𝄞"];
        foreach (var name in names)
        {
            await PutAsync(name, "x");
        }

        (await ListAsync("bronze")).ShouldBe(names.Order(StringComparer.Ordinal));
        (await ListAsync("bronze/a")).ShouldBe(["bronze/a b", "bronze/a%20b", "bronze/a-b", "bronze/a/b", "bronze/a/c/d", "bronze/a0"]);
        (await ListAsync("bronze/a/")).ShouldBe(["bronze/a/b", "bronze/a/c/d"]);
        (await ListAsync("bronze/a%")).ShouldBe(["bronze/a%20b"]);
        (await ListAsync("bronze/none/")).ShouldBeEmpty();
        (await ListAsync("gold")).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_level_shows_its_objects_and_what_lies_deeper()
    {
        foreach (var name in new[] { "a/x", "a/y/z", "a/y/z2", "b", "a.b", "a0/deep/er", "a-b" })
        {
            await PutAsync($"bronze/{name}", "x");
        }

        var top = await Store.ListLevelAsync(Prefix("bronze"), Cancel);
        var below = await Store.ListLevelAsync(Prefix("bronze/a/"), Cancel);
        var begun = await Store.ListLevelAsync(Prefix("bronze/a0"), Cancel);

        top.Objects.Select(found => found.Path.Name).ShouldBe(["a-b", "a.b", "b"]);
        top.Prefixes.Select(prefix => prefix.ToString()).ShouldBe(["bronze/a/", "bronze/a0/"]);
        below.Objects.Select(found => found.Path.Name).ShouldBe(["a/x"]);
        below.Prefixes.Select(prefix => prefix.Name).ShouldBe(["a/y/"]);
        begun.Objects.ShouldBeEmpty();
        begun.Prefixes.Select(prefix => prefix.Name).ShouldBe(["a0/"]);
    }

    [Fact]
    public async Task A_prefix_is_there_as_long_as_an_object_is_below_it()
    {
        await PutAsync("bronze/folder/deeper/x", "1");
        await Store.DeleteAsync(LakePath.Parse("bronze/folder/deeper/x"), Cancel);

        (await Store.ListLevelAsync(Prefix("bronze"), Cancel)).Prefixes.ShouldBeEmpty();
        (await ListAsync("bronze")).ShouldBeEmpty();
        (await Store.FindAsync(LakePath.Parse("bronze/folder"), Cancel)).ShouldBeNull();
        await PutAsync("bronze/folder", "an object may take its name");
        (await ListAsync("bronze")).ShouldBe(["bronze/folder"]);
    }
}
