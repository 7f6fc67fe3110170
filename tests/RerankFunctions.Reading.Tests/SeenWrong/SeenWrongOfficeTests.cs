namespace RerankFunctions.Reading.Tests.SeenWrong;

public sealed class SeenWrongOfficeTests
{
    [Theory]
    [InlineData("seen-wrong/simple-monthly-budget.xlsx",
        "TableRow Item: Income 1; Amount: $2,500.00", "Paragraph MONTHLY EXPENSES", "TableRow Item: Rent/mortgage; Amount: $800.00", "62%", "not: MONTHLY INCOME:")]
    // 6.17 % itself is in a hidden row, and those are left out.
    [InlineData("seen-wrong/AverageTaxRates.xlsx",
        "FULL RATE PRSI: €: 15,000; SINGLE: 1997: 23.02%; 1998: 20.75%", "MARRIED ONE INCOME 2 CHILDREN: 1997: 15.0%", "not: E-2", "note: hidden rows left out")]
    [InlineData("seen-wrong/poc-shared-strings.xlsx", "refused: Reading__MaxTextPerByte")]
    [InlineData("seen-wrong/numbered_header.docx", "Heading1 1. A Numbered Header.")]
    [InlineData("seen-wrong/ComplexNumberedLists.docx",
        "ListItem 4. Entry #4", "ListItem a. 2-a", "ListItem 1. Restarted to 1 from 5", "ListItem 10. Jump to new list at 10", "ListItem 13. Carrying on @ 13")]
    [InlineData("seen-wrong/testAltChunkHTML.docx", "Simple paragraph with a emphasized word.", "rows under: Col 1 | Col 2", "TableRow ROW 2 | ROW 2")]
    // Its five boxes show the prompt "[Text]" and hold nothing.
    [InlineData("seen-wrong/SmartArt.pptx", "note: 1 diagram has no text of its own")]
    [InlineData("seen-wrong/alterman_security.pptx",
        "not: Title", "Heading1 Current State of Affairs (60 years old now)", "ListItem 1. Risk assessment using standard tool,")]
    [InlineData("seen-wrong-2/docx/superscript.docx", "10^6 bolts", "250 (3).")]
    [InlineData("seen-wrong-2/docx/hidden-text.docx", "The price is 90 euros.", "not: Internal", "note: hidden text")]
    [InlineData("seen-wrong-2/docx/footnote-in-table.docx", "Measured at twenty degrees.", "Applies to copper pipes.")]
    [InlineData("seen-wrong-2/docx/ruby.docx", "東京の駅です。", "(とうきょう)")]
    [InlineData("seen-wrong-2/docx/deleted-paragraph-mark.docx", "The tenant pays all water costs.")]
    [InlineData("seen-wrong-2/docx/placeholder.docx", "not: Click or tap", "☑ Approved")]
    [InlineData("seen-wrong-2/pptx/superscript.pptx", "10^6 bolts")]
    [InlineData("seen-wrong-2/pptx/title-after-body.pptx", "Heading1 Staffing\nListItem We hire two welders in May.")]
    [InlineData("seen-wrong-2/pptx/two-titles-long.pptx", "Heading1 Staffing\nListItem We hire", "SectionBreak \nParagraph A photograph of the crane.")]
    [InlineData("seen-wrong-2/pptx/hidden-slide.pptx", "not: Draft numbers", "note: 1 hidden slide left out")]
    [InlineData("seen-wrong-2/pptx/alt-text.pptx", "Diagram of the cooling loop with two pumps")]
    [InlineData("seen-wrong-2/pptx/default-title.pptx", "not: PowerPoint Presentation", "Heading1 Harbour budget")]
    [InlineData("seen-wrong-2/xlsx/duration.xlsx", "Hours worked: 36:00", "Hours worked: 100:30:00", "Hours worked: 6:00")]
    [InlineData("seen-wrong-2/xlsx/german-accounting.xlsx", "Cost: 1,250.50; Cost2: 1,250.50")]
    [InlineData("seen-wrong-2/xlsx/cjk-date.xlsx", "A-1; Date: 2023-07-16", "A-2; Date: 2023-07-16", "A-3; Date: 2023-07-16")]
    [InlineData("seen-wrong-2/xlsx/1900-dates.xlsx", "Name: a; Date: 1900-01-01", "Name: b; Date: 1900-02-29", "2021-01-01 12:00:00", "Name: d; Date: 2021-01-02")]
    [InlineData("seen-wrong-2/xlsx/x000d.xlsx", "first line second line", "a b _x0041_")]
    [InlineData("seen-wrong-2/xlsx/merged-rows.xlsx", "Region: North; City: Lulea; Stores: 7")]
    [InlineData("seen-wrong-2/xlsx/years-header-long.xlsx", "Region: Region number 4 in the north; 2023: 12; 2024: 20")]
    [InlineData("seen-wrong-2/xlsx/percent-currency.xlsx", "Share: 12.5%", "Price: $1,299.90", "Sum: 0.3", "1234567890123450000", "0.001")]
    [InlineData("seen-wrong-2/xlsx/zip-code.xlsx", "Zip: 02134")]
    [InlineData("seen-wrong-2/xlsx/two-header-rows-long.xlsx", "Place: Berth number 5 at the north quay; Summer: Length: 5; Fee: 10")]
    public Task Office_files_give_what_their_readme_says(string path, params string[] lines) => SeenWrongFile.GivesAsync(path, lines);
}
