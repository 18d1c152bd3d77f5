using System.Text.Json;
using VoiceLake.Quality;
using VoiceLake.Silver.Casting;
using VoiceLake.Tests.Support;

namespace VoiceLake.Tests.Silver.Casting;

public class SubmissionMetadataTests
{
    [Fact]
    public void Every_counted_gender_value_of_the_corpus_gives_the_counted_totals()
    {
        var totals = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(SharedMaterial.Require("data/readmes/gender_value_counts_voxforge_en.tsv")).Where(line => !line.StartsWith('#')))
        {
            var tab = line.LastIndexOf('\t');
            var gender = Cast($"Gender: {line[..tab].Replace("\\t", "\t", StringComparison.Ordinal)}").Gender;
            totals[gender] = totals.GetValueOrDefault(gender) + long.Parse(line[(tab + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        }

        totals["male"].ShouldBe(78_414);
        totals["female"].ShouldBe(12_902);
        totals["unknown"].ShouldBe(402);
        totals.Values.Sum().ShouldBe(91_718);
        totals.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("Male", "male")]
    [InlineData("male;", "male")]
    [InlineData("[female];", "female")]
    [InlineData("[male];", "male")]
    [InlineData("Female", "female")]
    [InlineData("male", "male")]
    [InlineData("female;", "female")]
    [InlineData("female", "female")]
    [InlineData("unknown", "unknown")]
    [InlineData("Please Select", "unknown")]
    [InlineData("male; ", "male")]
    [InlineData("[male]; ", "male")]
    [InlineData("Weiblich", "female")]
    [InlineData("adult", "unknown")]
    [InlineData("Male\t", "male")]
    [InlineData("make", "unknown")]
    [InlineData("Masculino", "male")]
    [InlineData("Other", "other")]
    [InlineData("not selected", "unknown")]
    [InlineData("male/female", "unknown")]
    [InlineData("[male|female];", "unknown")]
    [InlineData("M", "unknown")]
    [InlineData("ЖЕНЩИНА", "female")]
    [InlineData("", "unknown")]
    public void A_gender_is_cast_and_its_text_kept(string text, string gender)
    {
        var metadata = Cast($"Gender: {text}");
        metadata.Gender.ShouldBe(gender);
        metadata.Raw["gender"].ShouldBe($" {text}");
    }

    [Fact]
    public void Every_gender_value_of_the_eighteen_languages_is_cast()
    {
        var lines = File.ReadAllLines(SharedMaterial.Require("data/readmes/gender_values_by_language.tsv"))[1..];
        lines.Length.ShouldBe(72);
        foreach (var line in lines)
        {
            var (language, kind, text) = line.Split('\t') is [var first, var second, var third] ? (first, second, third) : throw new FormatException(line);
            var gender = Cast($"Gender: {text}").Gender;
            gender.ShouldBe(kind is "male" or "female" ? kind : "unknown", $"{language}: {text}");
        }
    }

    [Fact]
    public void Every_synthetic_readme_is_cast_whole()
    {
        var files = Directory.GetFiles(SharedMaterial.Require("data/readmes/synthetic"));
        files.Length.ShouldBe(56);
        foreach (var file in files)
        {
            var (language, kind) = Path.GetFileNameWithoutExtension(file).Split('_') is [var first, var second] ? (first, second) : throw new FormatException(file);
            var metadata = Cast(File.ReadAllText(file));
            metadata.Gender.ShouldBe(kind is "male" or "female" ? kind : "unknown", file);
            metadata.AgeRange.ShouldBe("adult", file);
            metadata.Language.ShouldBe(language, file);
            metadata.Dialect.ShouldNotBeNullOrEmpty(file);
            metadata.Texts["microphone_type"].ShouldNotBeNullOrEmpty(file);
            metadata.Raw["sampling_rate"].ShouldBe(" 48000", file);
            metadata.Extra.ShouldBeNull(file);
            metadata.Findings.Select(finding => finding.Rule.Name).ShouldBe(kind is "male" or "female" ? [] : ["gender-unknown"], file);
        }
    }

    [Theory]
    [InlineData("Aaron-20080318-kdl", "New Zealand English", "Headset mic")]
    [InlineData("anthonyschaller-20071221-", "American English", "Laptop Built-in mic")]
    [InlineData("1028-20100710-hne", "American English", "Headset mic")]
    public void A_real_readme_is_cast_whole(string archive, string dialect, string microphone)
    {
        var folder = Directory.GetDirectories(SharedMaterial.Require("data/readmes"), $"*__{archive}").Single();
        var metadata = Cast(File.ReadAllText(Path.Combine(folder, "README")));
        (metadata.Gender, metadata.AgeRange, metadata.Language, metadata.Dialect).ShouldBe(("male", "adult", "en", dialect));
        metadata.Texts["microphone_type"].ShouldBe(microphone);
        metadata.Texts.ShouldNotContainKey("microphone_make");
        metadata.Texts.ShouldNotContainKey("audio_card_make");
        metadata.Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Adult", "adult")]
    [InlineData("[ADULT]", "adult")]
    [InlineData("ADULT (BORN IN 1983)", "adult")]
    [InlineData("[ADULT (BORN IN 1983)];", "adult")]
    [InlineData("ADULTO", "adult")]
    [InlineData("Youth;", "youth")]
    [InlineData("Senior", "senior")]
    [InlineData("до 25", "youth")]
    [InlineData("более 55", "senior")]
    [InlineData("Јugend", "unknown")]
    [InlineData("20 - 29", "adult")]
    [InlineData("< 20", "youth")]
    [InlineData("Please Select", "unknown")]
    [InlineData("34", "unknown")]
    public void An_age_range_is_cast(string text, string range) => Cast($"Age Range: {text}").AgeRange.ShouldBe(range);

    [Theory]
    [InlineData("EN", "en")]
    [InlineData("English;", "en")]
    [InlineData("[EN]", "en")]
    [InlineData("pt_BR", "pt")]
    [InlineData("en-US", "en")]
    [InlineData("HB", "he")]
    [InlineData("Deutsch", "de")]
    [InlineData("русский", "ru")]
    [InlineData("中文", "zh")]
    [InlineData("Klingon", null)]
    [InlineData("unknown", null)]
    public void A_language_is_cast_to_its_code(string text, string? code) => Cast($"Language: {text}").Language.ShouldBe(code);

    [Fact]
    public void Keys_are_found_in_any_case_spelling_and_bracket()
    {
        var metadata = Cast("SEX: [male];\r\nAGE RANGE:[ADULT];\r\nPRONUNICATION DIALECT: American English. \t\r\nMicrofone type: Headset;\rlangage: EN\rAudio Recroding Software: x");
        metadata.Gender.ShouldBe("male");
        metadata.AgeRange.ShouldBe("adult");
        metadata.Dialect.ShouldBe("American English");
        metadata.Texts["microphone_type"].ShouldBe("Headset");
        metadata.Extra.ShouldBe("""{"langage":"EN"}""");
        metadata.Findings.Where(finding => finding.Rule == QualityRules.KeyMisspelt).Select(finding => finding.RawText).ShouldBe(["Microfone type", "Audio Recroding Software"]);
    }

    [Fact]
    public void The_javascript_dialect_is_cast_and_what_no_column_holds_is_kept()
    {
        var metadata = Cast("User Name: someone\n\nSpeaker Characteristics: \n\nGender: Other \nAge Range: Senior \nLanguage: en \nNative Speaker: No \n  first language: Spanish \n\nRecording Information: \n\nMicrophone Type: USB Microphone \nRecording Location: Indoors \nBackground Noise: No \nO/S: : Linux\nFile Info: \n\nSample Rate: 44100 \nSample Rate Format (bit depth): 16 \nNumber of channels: 1 \nhello there\n");
        (metadata.Gender, metadata.AgeRange, metadata.Language).ShouldBe(("other", "senior", "en"));
        metadata.Texts["native_speaker"].ShouldBe("No");
        metadata.Texts["first_language"].ShouldBe("Spanish");
        metadata.Texts["operating_system"].ShouldBe("Linux");
        metadata.Texts["sample_format"].ShouldBe("16");
        metadata.Extra.ShouldBe("""{"Recording Location":"Indoors","Background Noise":"No","":"hello there"}""");
    }

    [Fact]
    public void A_profile_is_read_like_a_readme()
    {
        var metadata = SubmissionMetadata.Cast(ReadmeFields.ParseProfile("""{"username":"someone","gender":"Female","age":"20 - 29","age_old_value":"Adult","language":"de","native_speaker":"Yes","app_version":7}"""));
        (metadata.Gender, metadata.AgeRange, metadata.Language).ShouldBe(("female", "adult", "de"));
        metadata.Extra.ShouldBe("""{"app_version":"7"}""");
        metadata.Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"gender":"\ud800"}""")]
    [InlineData("""{"\udc00":"male"}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public void What_is_no_profile_says_so(string json) => Should.Throw<JsonException>(() => ReadmeFields.ParseProfile(json));

    [Fact]
    public void Two_genders_are_no_gender()
    {
        var metadata = Cast("Gender: Male\nSex: Female\n");
        metadata.Gender.ShouldBe("unknown");
        metadata.Findings.Single().Rule.ShouldBe(QualityRules.FieldConflict);
        Cast("Gender: Male\nSex: männlich\n").Findings.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_not_castable_is_flagged_with_its_line_and_text()
    {
        var finding = Cast("User Name:x\nGender: make\n").Findings.Single();
        finding.Rule.ShouldBe(QualityRules.GenderNotCastable);
        (finding.Offset, finding.RawText).ShouldBe((2, " make"));
    }

    [Fact]
    public void No_word_of_the_table_means_two_things() => CastingTable.Default.Words.Count.ShouldBeGreaterThan(500);

    private static SubmissionMetadata Cast(string readme) => SubmissionMetadata.Cast(ReadmeFields.Parse(readme));
}
