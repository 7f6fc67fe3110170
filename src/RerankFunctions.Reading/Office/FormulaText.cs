using System.Xml;

namespace RerankFunctions.Reading.Office;

/// <summary>
/// Writes formulas (Office Math, ECMA-376 part 1, 22.1) on one line: "(a+b)/c", "x^2", "√(x+1)", "∑_(i=1)^n". Their letters come by the
/// text elements; this adds what their structure says.
/// </summary>
internal sealed class FormulaText(RaisedText text)
{
    private sealed class Element(string name, int start)
    {
        public string Name => name;
        public int Before { get; init; }
        public int Start => start;
        public string Open { get; set; } = "(";
        public string Close { get; set; } = ")";
        public string Between { get; set; } = "|";
        public string Sign { get; set; } = "∫";
        public int Parts { get; set; }
    }

    private readonly Stack<Element> _open = new();

    public static bool IsPart(XmlReader xml) => xml.NamespaceURI.EndsWith("/math", StringComparison.Ordinal);

    public void Start(XmlReader xml)
    {
        if (!IsPart(xml))
            return;
        _open.TryPeek(out var outer);
        switch (xml.LocalName)
        {
            case "begChr" when FindOpen("d") is { } brackets:
                brackets.Open = xml.Value("val") ?? "";
                break;
            case "endChr" when FindOpen("d") is { } brackets:
                brackets.Close = xml.Value("val") ?? "";
                break;
            case "sepChr" when FindOpen("d") is { } brackets:
                brackets.Between = xml.Value("val") ?? "";
                break;
            case "chr" when FindOpen("nary") is { } sum:
                sum.Sign = xml.Value("val") ?? "";
                break;
        }

        if (xml.IsEmptyElement)
            return;
        var before = text.Length;
        if (outer is { Name: "nary" } && xml.LocalName is "sub" or "sup" or "e" && ++outer!.Parts == 1)
            text.Append(outer.Sign);
        text.Append((outer?.Name, xml.LocalName) switch
        {
            (_, "den") => "/",
            (_, "sup") => "^",
            (_, "sub" or "lim") => "_",
            ("rad", "e") => "√",
            ("func", "e") => " ",
            ("nary", "e") when outer!.Parts > 1 => " ",
            ("d", "e") => outer!.Parts++ == 0 ? outer.Open : outer.Between,
            ("mr", "e") => outer!.Parts++ == 0 ? "" : ", ",
            ("m", "mr") or ("eqArr", "e") => outer!.Parts++ == 0 ? "" : "; ",
            (_, "m") => "[",
            _ => "",
        });
        _open.Push(new Element(xml.LocalName, text.Length) { Before = before });

        Element? FindOpen(string name) => _open.FirstOrDefault(element => element.Name == name);
    }

    /// <param name="xml">At the end of an element, or at one that is empty.</param>
    public void End(XmlReader xml)
    {
        // Runs and their properties are read elsewhere, so that only their ends come here.
        if (xml.NodeType != XmlNodeType.EndElement || !IsPart(xml) || !_open.TryPeek(out var element) || element.Name != xml.LocalName)
            return;
        _open.Pop();
        _open.TryPeek(out var outer);
        if (element.Name is "d")
            text.Append(element.Close);
        else if (element.Name is "m")
            text.Append("]");
        else if (element.Name is "num" or "den" or "sup" or "sub" or "lim" or "deg"
            || element.Name is "e" && outer?.Name is "rad" or "sSup" or "sSub" or "sSubSup")
        {
            if (text.Length == element.Start && element.Name is not "e")
                text.Cut(element.Before);
            else if (!text.IsTerm(element.Start))
                text.Enclose(element.Start);
        }
    }
}
