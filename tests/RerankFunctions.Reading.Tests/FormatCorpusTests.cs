using RerankFunctions.Reading;

namespace RerankFunctions.Reading.Tests;

/// <summary>The table of real files: how each ends, and what must be found in it or in the reason why it is not read.</summary>
public sealed class FormatCorpusTests
{
    public enum State
    {
        Read,
        Unsupported,
        Failed,
    }

    [Theory]
    // Text layer, reading order, headings
    [InlineData("pdf/latex-4-pages.pdf", State.Read, "This text should show what a printed text will look like at this place.")]
    [InlineData("pdf/multicolumn-latex.pdf", State.Read, "Praesent eget sem vel leo ultrices bibendum. Aenean faucibus. Morbi dolor nulla, malesuada eu")]
    [InlineData("pdf/two-columns-hyphenated.pdf", State.Read, "Pellentesque id neque aliquam, pulvinar neque in, vulputate elit. Pellentesque ut erat")]
    [InlineData("pdf/multicolumn-2p.pdf", State.Read, "Open-domain question answering relies on efficient passage retrieval to select candidate contexts")]
    [InlineData("pdf/outlines.pdf", State.Read, "Hello, here is some text without a meaning.")]
    [InlineData("pdf/latex-outline.pdf", State.Read, "Hello, here is some text without a meaning.")]
    [InlineData("pdf/borderless-table.pdf", State.Read, "SKU-9201 | 780 | 778 | OK")]
    [InlineData("pdf/empty-pages.pdf", State.Read, "This paper introduces LayoutParser, an open-source library for streamlining the usage of DL")]
    [InlineData("pdf/scan-no-text.pdf", State.Unsupported, "no text layer")]
    [InlineData("pdf/images-only.pdf", State.Unsupported, "no text layer")]
    [InlineData("pdf/image-ccitt.pdf", State.Unsupported, "no text layer")]
    [InlineData("pdf/scan-with-ocr-layer.pdf", State.Read, "posted on the progress of the Foundation")]
    [InlineData("pdf/encryption-base.pdf", State.Read, "Secret!")]
    [InlineData("pdf/encrypted-rc4-128.pdf", State.Failed, "password protected")]
    [InlineData("pdf/encrypted-aes-256.pdf", State.Failed, "password protected")]
    [InlineData("pdf/encrypted-aes-256-r6.pdf", State.Failed, "password protected")]
    [InlineData("pdf/encrypted-password.pdf", State.Failed, "password protected")]
    [InlineData("pdf/malformed-xref-loop.pdf", State.Read, "")]
    [InlineData("pdf/malformed-pages-null.pdf", State.Failed, "damaged")]
    [InlineData("pdf/malformed-xref-no-ws.pdf", State.Unsupported, "no text layer")]
    [InlineData("pdf/malformed-operator.pdf", State.Read, "Text line 2")]
    [InlineData("pdf/hostile-stackoverflow-1122.pdf", State.Failed, "damaged")]
    [InlineData("pdf/hostile-deep-cmap-array.pdf", State.Failed, "nested too deeply")]
    [InlineData("pdf/empty-pdf.pdf", State.Read, "")]
    [InlineData("pdf/vertical-cjk.pdf", State.Read, "Vertical Layout")]
    [InlineData("pdf/korean.pdf", State.Read, "할인점 | 이마트, 이마트 트레이더스, 롯데마트, 홈플러스")]
    [InlineData("pdf/arabic-rtl.pdf", State.Read, "حَبيبي")]
    [InlineData("pdf/non-latin.pdf", State.Read, "Hello محمد World")]
    [InlineData("pdf/rotated-page-90.pdf", State.Read, "Second line of text here")]
    [InlineData("pdf/attachment.pdf", State.Read, "Lorem ipsum dolor sit amet, consetetur sadipscing elitr")]
    [InlineData("pdf/form.pdf", State.Read, "Submit")]
    [InlineData("pdf/no-unicode-map.pdf", State.Read, "Peněžní prostředky na účtech")]
    [InlineData("docx/simple.docx", State.Read, "These are a few of my favorite things:")]
    [InlineData("docx/headings.docx", State.Read, "Section 1.2.3")]
    [InlineData("docx/tables.docx", State.Read, "Cell 2.0 | Merged Cell 1.1 2.1 | Cell 2.2")]
    [InlineData("docx/textbox.docx", State.Read, "A report must be submitted within 24 hours")]
    [InlineData("docx/equations.docx", State.Read, "inline equation: A=πr^2")]
    [InlineData("docx/code-blocks.docx", State.Read, "import sys\nprint(sys.argv)")]
    [InlineData("docx/comments.docx", State.Read, "13 | 14 | 49e168b7-d2ae-407f-a055-2167576f39a1")]
    [InlineData("docx/external-file-link.docx", State.Read, "Testing Linked Images")]
    [InlineData("docx/external-image.docx", State.Read, "This paragraph comes after the external image.")]
    [InlineData("docx/handbook-872p.docx", State.Read, "6. REVIEW OF ATTORNEY AND BANKRUPTCY PETITION PREPARER DISCLOSURES AND PRACTICES")]
    [InlineData("docx/english-spanish.docx", State.Read, "Todos los seres humanos nacen libres e iguales en dignidad y derechos")]
    [InlineData("docx/legacy.doc", State.Unsupported, "Save it as .docx")]
    [InlineData("docx/encrypted-office.xlsx", State.Failed, "password protected")]
    [InlineData("docx/stanley-cups.xlsx", State.Read, "Team: Maple Leafs; Location: TOR; Stanley Cups: 13")]
    [InlineData("html/sec-10k-page.html", State.Read, "Common stock | GLXZ | OTCQB marketplace")]
    [InlineData("html/utf-16.html", State.Read, "0.39 - 0.46 | 0.2 - 0.35 | 0.65 - 1.1 | max 0.025")]
    [InlineData("html/code-snippets.html", State.Read, "converter = DocumentConverter()\nresult = converter.convert(source)")]
    [InlineData("html/heading-in-p.html", State.Read, "17 | 18 | 19 20")]
    [InlineData("markdown/commonmark-spec.md", State.Read, "Markdown is a plain text format for writing structured documents, based on conventions for indicating formatting")]
    [InlineData("markdown/codeblock.md", State.Read, "<h1>Hello, World!</h1>")]
    [InlineData("markdown/umlauts-latin1.md", State.Read, "äöüß")]
    [InlineData("csv/spectrum-comma_in_quotes.csv", State.Read, "city: Anytown, WW; zip: 08123")]
    [InlineData("csv/spectrum-escaped_quotes.csv", State.Read, "b: ha \"ha\" ha")]
    [InlineData("csv/spectrum-json.csv", State.Read, "val: {\"type\": \"Point\", \"coordinates\": [102.0, 0.5]}")]
    [InlineData("csv/spectrum-newlines_crlf.csv", State.Read, "a: Once upon a time; b: 5")]
    [InlineData("csv/spectrum-quotes_and_newlines.csv", State.Read, "b: ha \"ha\" ha")]
    [InlineData("csv/shift-jis.csv", State.Read, "名前: 髙橋淳; 年齢: 35; 住所: 名古屋")]
    [InlineData("csv/tab.csv", State.Read, "Company: Dominguez Mcmillan and Donovan")]
    [InlineData("csv/inconsistent-header.csv", State.Read, "1: a; 2: b; 3: c; d")]
    [InlineData("json/simple.ndjson", State.Read, "text: This is my first thought. This is my second thought.")]
    [InlineData("json/products.json", State.Read, "Model: Adventure GPS Tracker")]
    [InlineData("json/incomplete.json", State.Failed, "ends too early, in line 11")]
    [InlineData("json/n_structure_100000_opening_arrays.json", State.Failed, "nested deeper than 1,000 levels")]
    [InlineData("json/n_structure_open_array_object.json", State.Failed, "nested deeper than 1,000 levels")]
    [InlineData("json/i_structure_500_nested_arrays.json", State.Read, "")]
    [InlineData("json/i_string_UTF-16LE_with_BOM.json", State.Read, "é")]
    [InlineData("json/i_string_incomplete_surrogate_pair.json", State.Read, "\uFFFDa")]
    [InlineData("json/n_structure_trailing_#.json", State.Failed, "not valid at line 1, byte 10")]
    [InlineData("text/utf-32.txt", State.Read, "This is a test document to use for unit tests.")]
    [InlineData("text/chinese-big5.txt", State.Read, "維基一詞，出焉白話維基。")]
    [InlineData("text/korean-cp949.txt", State.Read, "역사적 예수 연구자들은 복음서나")]
    [InlineData("text/turkish-cp1254.txt", State.Read, "İstanbul, Türkiye'nin en kalabalık, iktisadi ve kültürel açıdan en önemli şehri.")]
    [InlineData("text/hebrew-cp1255.txt", State.Read, "אין כמעט ניבים אזוריים עבריים")]
    [InlineData("text/arabic-cp1256.txt", State.Read, "بالموازاة مع ذلك")]
    [InlineData("text/bulgarian-utf8-crlf.txt", State.Read, "Член 26")]
    [InlineData("text/french-cp1252.txt", State.Read, "Quel est le plus grand des écrivains de mon règne? demandait Louis XIV à Boileau.")]
    [InlineData("text/udhr-many-languages.txt", State.Read, "是人都生而自由，在尊严和权利上一律平等。")]
    [InlineData("text/empty.txt", State.Read, "")]
    [InlineData("other/email.eml", State.Unsupported, "Save the message as")]
    [InlineData("other/manuals.zip", State.Unsupported, "Upload the files in it")]
    public async Task Each_file_ends_as_its_table_says(string path, State state, string phrase)
    {
        await using var content = File.OpenRead(SharedData.File(Path.Combine("formats", path)));
        try
        {
            var blocks = await Reading.ReadAsync(path, content);

            Assert.Equal(State.Read, state);
            if (phrase.Length == 0)
                Assert.Empty(blocks);
            else
                Assert.Contains(blocks, block => block.Text.Contains(phrase, StringComparison.Ordinal));
            Assert.DoesNotContain(blocks, block => block.Text.Trim().Length is 0 or > BlockText.MaxCharacters);
        }
        catch (UnreadableDocumentException refusal)
        {
            Assert.Equal(state, refusal.Unsupported ? State.Unsupported : State.Failed);
            Assert.Contains(phrase, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Benefit_Options.pdf", 4, 3, "Northwind Health Plus is a comprehensive plan that provides comprehensive coverage for medical, vision, and dental services.")]
    [InlineData("Northwind_Health_Plus_Benefits_Details.pdf", 109, 4, "Be aware of your plan’s formulary, which is a list of medications that are covered by your plan.")]
    [InlineData("Northwind_Standard_Benefits_Details.pdf", 104, 3, "The out-of-pocket maximum for Northwind Standard is $6,000 per person, per year.")]
    [InlineData("PerksPlus.pdf", 4, 3, "Outdoor adventure activities (such as rock climbing, hiking, and kayaking)")]
    [InlineData("employee_handbook.pdf", 11, 4, "Performance reviews are conducted annually and are an important part of your career development.")]
    [InlineData("role_library.pdf", 31, 3, "Develop and implement strategy and objectives to ensure the financial success and long-term growth of the company")]
    [InlineData("role_library.pdf", 31, 4, "The Chief Operating Officer (COO) at Contoso Electronics will be responsible for overseeing the day-to-day operations")]
    public async Task A_pdf_tells_on_which_page_each_of_its_passages_is(string file, int pages, int page, string phrase)
    {
        await using var content = File.OpenRead(SharedData.File(Path.Combine("azure_hr", "files", file)));

        var blocks = await Reading.ReadAsync(file, content);

        Assert.Equal(Enumerable.Range(1, pages), blocks.Select(block => block.Page).OfType<int>().Distinct().Order());
        Assert.Contains(blocks, block => block.Page == page && block.Text.Contains(phrase, StringComparison.Ordinal));
    }
}
