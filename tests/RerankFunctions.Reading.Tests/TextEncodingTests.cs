using System.Text;

namespace RerankFunctions.Reading.Tests;

public sealed class TextEncodingTests
{
    static TextEncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("Das Öl ist für Größe ", 0xFF)]
    [InlineData("Café", 0xE9)]
    [InlineData("Ελληνικά κείμενα ", 0xC0)]
    [InlineData("日本語のテキスト", 0x92)]
    [InlineData("emoji \U0001F600 ", 0x80)]
    public async Task One_byte_that_is_wrong_costs_one_character(string text, int wrong)
    {
        using var content = new MemoryStream([.. Encoding.UTF8.GetBytes(text), (byte)wrong, (byte)' ', .. "end"u8]);

        var (blocks, notes) = await Reading.WithNotesAsync("a.txt", content);

        Assert.Equal($"{text}\uFFFD end", Assert.Single(blocks).Text);
        Assert.Equal(["1 byte was not UTF-8"], notes);
    }

    [Fact]
    public async Task A_byte_order_mark_is_believed_whatever_follows()
    {
        using var content = new MemoryStream([0xEF, 0xBB, 0xBF, .. "plain "u8, 0x92, 0x93, .. " words"u8]);

        var (blocks, notes) = await Reading.WithNotesAsync("a.txt", content);

        Assert.Equal("plain \uFFFD\uFFFD words", Assert.Single(blocks).Text);
        Assert.Equal(["2 bytes were not UTF-8"], notes);
    }

    [Theory]
    [InlineData("iso-2022-jp", "倉庫は九時から六時まで開いています。")]
    [InlineData("iso-2022-kr", "창고는 아홉 시에 엽니다.")]
    [InlineData("hz-gb-2312", "仓库九点开门。")]
    [InlineData("gb18030", "仓库九点开门，六点关门。每天都要检查水泵。")]
    [InlineData("euc-jp", "倉庫は九時から六時まで開いています。ポンプは毎週点検します。")]
    [InlineData("koi8-r", "Склад открыт с девяти до шести. Насосы проверяют каждую неделю.")]
    [InlineData("ibm850", "Le café ferme à dix heures. L'été dernier, où était le garçon?")]
    [InlineData("ibm850", "Straße: Größe 5, Müller")]
    [InlineData("IBM437", "Die Bücherei öffnet um neun. Größere Säle, Café.")]
    [InlineData("macintosh", "Le café ferme à dix heures. L’été dernier, où était le garçon?")]
    [InlineData("windows-1250", "Příliš žluťoučký kůň úpěl ďábelské ódy. Sklad je otevřen od devíti.")]
    [InlineData("iso-8859-15", "Preis 5 €, Größe")]
    [InlineData("windows-1252", "“Fünf Euro…” – l’été à Köln, 20°C, A²; naïve—or not: Müller™")]
    [InlineData("windows-874", "คลังสินค้าเปิดตั้งแต่เก้าโมงถึงหกโมง ปั๊มน้ำตรวจสอบทุกสัปดาห์")]
    public async Task Other_encodings_are_still_found(string name, string text)
    {
        var blocks = await Reading.ReadAsync("a.txt", Encoding.GetEncoding(name).GetBytes(text));

        Assert.Equal(text, Assert.Single(blocks).Text);
    }

    [Theory]
    [InlineData("IBM037")]
    [InlineData("IBM500")]
    [InlineData("IBM01047")]
    public async Task Text_from_mainframes_is_read_and_told(string name)
    {
        var text = "The harbour office opens at nine.\u0085\u0085Boats that stay longer than a week need a berth.";
        using var content = new MemoryStream(Encoding.GetEncoding(name).GetBytes(text));

        var (blocks, notes) = await Reading.WithNotesAsync("a.txt", content);

        Assert.Equal(["The harbour office opens at nine.", "Boats that stay longer than a week need a berth."], blocks.Select(block => block.Text));
        Assert.Contains("EBCDIC", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_with_zero_bytes_between_them_are_no_chinese()
    {
        var names = string.Join('\0', Enumerable.Range(0, 40).Select(at => $"documents/report-{at * 2}.txt"));

        var refusal = await Reading.RefusedAsync("a.txt", names);

        Assert.Contains("binary bytes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_encoding_that_is_a_guess_is_told()
    {
        using var content = new MemoryStream([.. "a "u8, 0x81, .. " b "u8, 0x9D, .. " c"u8]);

        Assert.Contains("could not be told for certain", (await Reading.WithNotesAsync("a.txt", content)).Notes[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one\vtwo", "one\ntwo")]
    [InlineData("page\fnext", "page\nnext")]
    [InlineData("end\u001A", "end")]
    [InlineData("N\bNA\bAM\bME\bE _\bu", "NAME u")]
    public async Task Controls_that_programs_write_are_not_binary(string content, string text)
        => Assert.Equal(text, Assert.Single(await Reading.ReadAsync("a.txt", content)).Text);

    [Theory]
    [InlineData("\u001B[1;31mred\u001B[0m and \u001B[38;5;200mpink\u001B[K", "red and pink")]
    [InlineData("\u001B]8;;https://example.org\u0007link\u001B]8;;\u0007 \u001B(Bnext", "link next")]
    [InlineData("a\u202Eb\u2066c\u2069d\u061Ce", "abcde")]
    [InlineData("no\U000E0069\U000E0067orders\uFE0F", "noorders\uFE0F")]
    [InlineData("\U0001F468\u200D\U0001F469 می\u200Cخواهم", "\U0001F468\u200D\U0001F469 می\u200Cخواهم")]
    [InlineData("in\u2060visible\u2063 \u180E\u3164x\uFEFF", "invisible x")]
    public async Task What_nobody_sees_goes(string content, string text)
        => Assert.Equal(text, Assert.Single(await Reading.ReadAsync("a.txt", content)).Text);

    [Theory]
    [InlineData("10.0.0.7 - - [01/May/2024:10:00:00 +0000] \"GET /index.html HTTP/1.1\" 200 512\n10.0.0.9 - - [01/May/2024:10:00:01 +0000] \"GET /about.html HTTP/1.1\" 200 514")]
    [InlineData("May  1 10:00:01 harbour sshd[7]: Accepted publickey for anna from 10.0.0.7\nMay  1 10:00:09 harbour sshd[8]: Accepted publickey for bert from 10.0.0.9")]
    [InlineData("INFO  the service has been started on port 8080 of this host\nWARN  the disk of node seven is filled to ninety percent\nINFO  the service has been stopped by the operator")]
    [InlineData("level=info msg=\"the service has been started\" port=8080 node=7\nlevel=warn msg=\"the disk is filled to ninety percent\" node=7")]
    [InlineData("[main] the service has been started on port 8080 of this\n[main] the disk of node seven is filled to ninety percent\n[pool] the service has been stopped by the operator")]
    [InlineData("E0501 10:00:00.000 main.go:12] could not reach the harbour node\nE0501 10:00:01.000 main.go:12] could not reach the harbour node")]
    [InlineData("2024-05-01 10:00:00,123 ERROR Request failed for the harbour service\n  at Harbour.Service.Request(String name) in Service.cs:line 12\n  at Harbour.Program.Main(String[] arguments) in Program.cs:line 9\n2024-05-01 10:00:01,123 INFO Retrying the request for the harbour service")]
    [InlineData("Name: the harbour office of the northern district\nAddress: the old pier, house number seven, first floor\nTelephone: 0123 456789, daily from nine to eleven o'clock")]
    public async Task Lines_that_are_entries_stay_lines(string content)
        => Assert.Equal(content.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
            (await Reading.ReadAsync("a.log", content)).SelectMany(block => block.Text.Split('\n')));

    [Theory]
    [InlineData("Details\n'''''''\n\ntext")]
    [InlineData("Details\n.......\n\ntext")]
    [InlineData("Details\n::::::::\n\ntext")]
    [InlineData("*******\nDetails\n*******\n\ntext")]
    public async Task Headings_are_underlined_with_any_sign(string content)
        => Assert.Equal(["Heading1 Details", "Paragraph text"], Reading.Outline(await Reading.ReadAsync("a.rst", content)));

    [Theory]
    [InlineData("Run this:\n```\nx = 1\n```")]
    [InlineData("Wait\n...")]
    public async Task Not_every_line_of_signs_underlines(string content)
        => Assert.All(await Reading.ReadAsync("a.txt", content), block => Assert.Equal(BlockKind.Paragraph, block.Kind), throwIfEmpty: true);
}
