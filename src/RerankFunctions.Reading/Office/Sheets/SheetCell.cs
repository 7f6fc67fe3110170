namespace RerankFunctions.Reading.Office.Sheets;

internal enum CellKind
{
    Text,
    Number,
    Date,
    Other,
}

/// <summary>A cell as a person sees it.</summary>
/// <param name="Number">The stored number, where there is one.</param>
internal readonly record struct SheetCell(string Text, CellKind Kind, double Number = 0)
{
    public static readonly SheetCell Blank = new("", CellKind.Text);

    /// <summary>Columns that it spans, itself included.</summary>
    public int Span { get; init; } = 1;

    /// <summary>Whether it is merged with the cell above, whose text it has.</summary>
    public bool IsFromAbove { get; init; }

    public bool IsFilled => !string.IsNullOrEmpty(Text);
}

/// <param name="Number">Its place in the sheet, from 1.</param>
internal sealed record SheetRow(int Number, List<SheetCell> Cells, bool IsHidden)
{
    public SheetCell this[int column] => column < Cells.Count ? Cells[column] : SheetCell.Blank;
}
