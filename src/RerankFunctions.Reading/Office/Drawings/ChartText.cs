using System.Globalization;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using RerankFunctions.Reading.Office.Sheets;

namespace RerankFunctions.Reading.Office.Drawings;

/// <summary>A chart's titles and, from what it keeps of them, its values: a row for each category, a column for each series.</summary>
internal sealed class ChartText
{
    private const int MostPoints = 10_000;

    private readonly List<string> _titles = [];
    private readonly List<(string Name, SortedDictionary<int, string> Values)> _series = [];
    private readonly SortedDictionary<int, string> _categories = [];
    private readonly StringBuilder _title = new();
    private string _path = "";
    private CellFormat _format = CellFormat.General;
    private int _point;

    /// <param name="withValues">Not in workbooks, whose sheets have them.</param>
    public static IEnumerable<Block> ReadChart(OpenXmlPart part, bool withValues, ReadingNotes notes)
    {
        var chart = new ChartText();
        chart.Read(part);
        var blocks = chart.Blocks(withValues);
        return part is ChartPart { ChartDrawingPart: { } drawing } ? blocks.Concat(new DrawingText(drawing, notes).Blocks()) : blocks;
    }

    private IEnumerable<Block> Blocks(bool withValues)
    {
        foreach (var title in _titles.Distinct().SelectMany(BlockText.Pieces))
            yield return new Block(BlockKind.Paragraph, title);
        if (!withValues || _series.Count == 0)
            yield break;
        var header = TableText.Row(["", .. _series.Select(series => series.Name)], keepEmpty: true);
        var named = _series.Exists(series => series.Name.Length > 0);
        foreach (var point in _series.SelectMany(series => series.Values.Keys).Concat(_categories.Keys).Distinct().Order())
        {
            var row = TableText.Row(
                [_categories.GetValueOrDefault(point, ""), .. _series.Select(series => series.Values.GetValueOrDefault(point, ""))],
                keepEmpty: named);
            foreach (var piece in BlockText.Pieces(row))
                yield return new Block(BlockKind.TableRow, piece) { TableHeader = named ? header : null };
        }
    }

    private void Read(OpenXmlPart part)
    {
        var open = new Stack<string>();
        using var xml = OfficePackage.Xml(part);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                Start(xml);
                if (!xml.IsEmptyElement)
                    open.Push(xml.LocalName);
                _path = string.Join('/', open);
            }
            else if (xml.NodeType == XmlNodeType.EndElement)
            {
                End(xml.LocalName);
                open.TryPop(out _);
                _path = string.Join('/', open);
            }
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                Text(xml.Value);
            }
        }
    }

    private void Start(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "ser" or "series":
                _series.Add(("", []));
                break;
            case "strDim" or "numDim" when _series.Count == 0 || xml.LocalName is "numDim":
                if (xml.LocalName is "numDim")
                    _series.Add(("", []));
                break;
            case "pt":
                _point = int.TryParse(xml.Value("idx"), CultureInfo.InvariantCulture, out var at) ? at : 0;
                break;
            case "strCache" or "numCache" or "strLit" or "numLit" or "lvl":
                _format = CellFormat.General;
                break;
        }
    }

    private void End(string name)
    {
        if (name is "p")
            _title.Append(' ');
        else if (name is "title" or "rich" && BlockText.OneLine(_title.ToString()) is { Length: > 0 } title)
        {
            _titles.Add(title);
            _title.Clear();
        }
    }

    // The path is from the inside out: "v/pt/strCache/strRef/cat/ser/...".
    private void Text(string text)
    {
        if (_path.StartsWith("t/", StringComparison.Ordinal) || _path.StartsWith("v/", StringComparison.Ordinal) && Under("title"))
            _title.Append(text);
        else if (_path.StartsWith("v/txData/tx/series", StringComparison.Ordinal))
            _titles.Add(BlockText.OneLine(text));
        else if (_path.StartsWith("formatCode/", StringComparison.Ordinal))
            _format = new CellFormat(text);
        else if (_path.StartsWith("pt/lvl/strDim", StringComparison.Ordinal))
            Put(_categories, text);
        else if (_path.StartsWith("pt/lvl/numDim", StringComparison.Ordinal) && _series.Count > 0)
            Put(_series[^1].Values, Shown(text));
        else if (_path.StartsWith("v/", StringComparison.Ordinal) && _series.Count > 0)
        {
            if (Under("tx"))
                _series[^1] = (BlockText.OneLine($"{_series[^1].Name} {text}"), _series[^1].Values);
            else if (Under("cat") || Under("xVal"))
                Put(_categories, Shown(text));
            else if (Under("val") || Under("yVal"))
                Put(_series[^1].Values, Shown(text));
        }
    }

    private bool Under(string element) => _path.Contains($"/{element}/", StringComparison.Ordinal);

    private string Shown(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? _format.Show(number, from1904: false) : BlockText.OneLine(text);

    // Categories of several levels have a text for each; the next series say theirs again.
    private void Put(SortedDictionary<int, string> texts, string text)
    {
        if (text.Length > 0 && texts.Count < MostPoints && texts.GetValueOrDefault(_point) is var before
            && before?.Contains(text, StringComparison.Ordinal) is not true)
            texts[_point] = before is null ? text : $"{before}, {text}";
    }
}
