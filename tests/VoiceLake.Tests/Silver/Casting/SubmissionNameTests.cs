using VoiceLake.Silver.Casting;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Silver.Casting;

public class SubmissionNameTests
{
    [Theory]
    [InlineData("Aaron-20080318-kdl.tgz", "Aaron-20080318-kdl", "Aaron", "2008-03-18", "kdl", true)]
    [InlineData("anthonyschaller-20071221-.tgz", "anthonyschaller-20071221-", "anthonyschaller", "2007-12-21", null, false)]
    [InlineData("Toyo-20080229-ogz.zip.tgz", "Toyo-20080229-ogz", "Toyo", "2008-02-29", "ogz", true)]
    [InlineData("atterer-01202007-a.tgz", "atterer-01202007-a", "atterer", "2007-01-20", "a", false)]
    [InlineData("atterer-21012007-vf22.tgz", "atterer-21012007-vf22", "atterer", "2007-01-21", "vf22", false)]
    [InlineData("an4.tgz", "an4", "an4", null, null, false)]
    [InlineData("cmu_us_bdl_arctic.tgz", "cmu_us_bdl_arctic", "cmu_us_bdl_arctic", null, null, false)]
    [InlineData("ralfherzog-20070819_de2.tgz", "ralfherzog-20070819_de2", "ralfherzog", "2007-08-19", "de2", false)]
    [InlineData("samuel-buffet-20080904-2.tgz", "samuel-buffet-20080904-2", "samuel-buffet", "2008-09-04", "2", false)]
    [InlineData("LunaTick-20080329-vf1.tgz", "LunaTick-20080329-vf1", "LunaTick", "2008-03-29", "vf1", false)]
    [InlineData("Aaron-20130527-giy.tgz", "Aaron-20130527-giy", "Aaron", "2013-05-27", "giy", true)]
    [InlineData("granthulbert-ar-01032007.tgz", "granthulbert-ar-01032007", "granthulbert", "2007-01-03", null, false)]
    [InlineData("jaiger-vf16-20070214.tgz", "jaiger-vf16-20070214", "jaiger", "2007-02-14", null, false)]
    [InlineData("robertburrelldonkin-200709011-vf11.tgz", "robertburrelldonkin-200709011-vf11", "robertburrelldonkin", null, "vf11", false)]
    [InlineData("shakyhand-2007-09-25.tgz", "shakyhand-2007-09-25", "shakyhand", "2007-09-25", null, false)]
    [InlineData("trevarthan-070403-vf3.tgz", "trevarthan-070403-vf3", "trevarthan", "2007-04-03", "vf3", false)]
    [InlineData("occimanete-092909.tgz", "occimanete-092909", "occimanete", "2009-09-29", null, false)]
    [InlineData("douglaid-200802.tgz", "douglaid-200802", "douglaid", null, null, false)]
    [InlineData("ductapeguy-20070308b.tgz", "ductapeguy-20070308b", "ductapeguy", "2007-03-08", "b", false)]
    [InlineData("delibab-20071116-poe..tgz", "delibab-20071116-poe.", "delibab", "2007-11-16", "poe.", false)]
    [InlineData("anonymous-25561208-ayf.tgz", "anonymous-25561208-ayf", "anonymous", "2013-12-08", "ayf", true)]
    [InlineData("EN-some-one-20180210-abc[1234567890].zip", "EN-some-one-20180210-abc[1234567890]", "some-one", "2018-02-10", "abc", false)]
    public void An_archive_name_says_who_and_when(string file, string submission, string user, string? date, string? suffix, bool regular)
    {
        var name = SubmissionName.Parse(file);
        name.Submission.ShouldBe(submission);
        name.User.ShouldBe(user);
        name.Date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(date);
        name.Date.HasValue.ShouldBe(date is not null);
        name.Suffix.ShouldBe(suffix);
        (name.Irregularity is null).ShouldBe(regular);
    }

    [Fact]
    public void Each_anonymous_archive_is_a_speaker_of_its_own()
    {
        SubmissionName.Parse("anonymous-20100101-abc.tgz").Speaker.ShouldBe("anonymous-20100101-abc");
        SubmissionName.Parse("Anonymous-20100102-abc.tgz").Speaker.ShouldBe("Anonymous-20100102-abc");
        SubmissionName.Parse("Aaron-20080318-kdl.tgz").Speaker.ShouldBe("Aaron");
    }

    [Fact]
    public void A_date_that_could_be_another_is_cast_as_the_corpus_writes_it_and_doubted()
    {
        var name = SubmissionName.Parse("atterer-02052007-vf5.tgz");
        name.Date.ShouldBe(new DateOnly(2007, 2, 5));
        name.DateDoubt.ShouldNotBeNull().ShouldContain("2007-05-02");
    }

    [Fact]
    public void All_archive_names_of_the_english_corpus_are_read()
    {
        var names = File.ReadLines(SharedMaterial.Require("data/readmes/voxforge_en_16k_archive_list.csv")).Skip(1).Select(SubmissionName.Parse).ToArray();

        names.Length.ShouldBe(6_244);
        names.Count(name => name.User == "anonymous").ShouldBe(2_141);
        names.Select(name => name.Submission).Distinct().Count().ShouldBe(6_244);
        // The corpus counts 333 that break the pattern; Toyo-20080229-ogz.zip keeps it once its extensions are off.
        names.Count(name => name.Irregularity is not null).ShouldBe(332);
        names.Where(name => name.Date is null).Select(name => name.Submission).ShouldBe(
            [
                "an4", "cmu_com_kal_ldom", "cmu_us_awb_arctic", "cmu_us_bdl_arctic", "cmu_us_clb_arctic", "cmu_us_jmk_arctic", "cmu_us_ksp_arctic", "cmu_us_rms_arctic",
                "cmu_us_slt_arctic", "douglaid-200802", "robertburrelldonkin-200709011-vf11", "robertburrelldonkin-200709011-vf12", "robertburrelldonkin-200709011-vf13",
                "robertburrelldonkin-200709011-vf14", "test",
            ], ignoreOrder: true);
        names.ShouldAllBe(name => name.User.Length > 0 && (name.Date == null || name.Date.Value.Year > 2002 && name.Date.Value.Year < 2021));
        names.Where(name => name.User.Contains('-')).ShouldBeEmpty();
    }
}
