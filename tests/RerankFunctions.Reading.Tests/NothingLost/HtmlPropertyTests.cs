using FsCheck.Xunit;

namespace RerankFunctions.Reading.Tests.NothingLost;

[Properties(Arbitrary = [typeof(Drafts)], MaxTest = 100)]
public sealed class HtmlPropertyTests
{
    // Well-formed, so that they are XHTML too.
    private static readonly Action<Draft>[] Constructs =
    [
        draft => draft.Write($"<p>{draft.Html()}<br/>{draft.Html()} <em>{draft.Html(1)}</em></p>"),
        draft => draft.Write($"<h2>{draft.Html()} <a class=\"headerlink\" href=\"#a\">¶</a></h2>"),
        draft => draft.Write($"<aside class=\"note\"><p>{draft.Html()}</p></aside>"),
        draft => draft.Write($"<div role=\"complementary\">{draft.Html()}</div>"),
        draft => draft.Write($"<h3><button type=\"button\">{draft.Html()}</button></h3><div>{draft.Html()}</div>"),
        draft => draft.Write($"<button aria-expanded=\"false\" aria-controls=\"p{draft.Next(99)}\">{draft.Html()}</button><div>{draft.Html()}</div>"),
        draft => draft.Write($"<input type=\"checkbox\"/><label>{draft.Html()}</label><div>{draft.Html()}</div>"),
        draft => draft.Write($"<details><summary>{draft.Html()}</summary>{draft.Html()}</details>"),
        draft => draft.Write($"<menu><li>{draft.Html()}</li><li>{draft.Html()}</li></menu>"),
        draft => draft.Write($"<blockquote>{draft.Html()}<footer>{draft.Html()}</footer></blockquote>"),
        draft => draft.Write($"<section><header><p>{draft.Html()}</p></header>{draft.Html()}<footer>{draft.Html()}</footer></section>"),
        draft => draft.Write($"<dl><dt>{draft.Html()}</dt><dd>{draft.Html()}</dd></dl>"),
        draft => draft.Write(
            $"<table><tr><th colspan=\"3\">{draft.Html()}</th></tr><tr><td></td><th>{draft.Html(1)}</th><th>{draft.Html(1)}</th></tr>"
            + $"<tr><th>{draft.Html(1)}</th><td>{draft.Html()}</td><td>{draft.Html()}</td></tr></table>"),
        draft => draft.Write(
            $"<table><thead><tr><th>{draft.Html(1)}</th><th>{draft.Html(1)}</th></tr><tr><th>{draft.Html(1)}</th><th>{draft.Html(1)}</th></tr></thead>"
            + $"<tr><td>{draft.Html()}</td><td>{draft.Html()}</td></tr></table>"),
        draft => draft.Write($"<table><tr><td class=\"gutter\"><pre>1\n2</pre></td><td class=\"code\"><pre>{draft.Html()}\n  {draft.Html()}</pre></td></tr></table>"),
        draft => draft.Write($"<pre>{draft.Html()}\n    {draft.Html()}</pre>"),
        draft => draft.Write($"<iframe srcdoc=\"&lt;p&gt;{draft.Word().Replace("&", "&amp;amp;", StringComparison.Ordinal).Replace("<", "&amp;lt;", StringComparison.Ordinal)}&lt;/p&gt;\"></iframe>"),
        draft => draft.Write("<p>10<sup>6</sup> in 2019<sup>3</sup></p>").Expect("10^6").Expect("in").Expect("2019").Expect("(3)"),
        draft => draft.Write("<p><ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby></p>").Expect("東京(とうきょう)"),
        draft => draft.Write($"<figure><img alt=\"{draft.Html()}\" src=\"a.png\"/><figcaption>{draft.Html()}</figcaption></figure>"),
    ];

    [Property]
    public Task Every_word_of_a_pages_content_is_found_in_its_place(Draft draft)
    {
        draft.Write($"<!DOCTYPE html><html><head><title>{draft.Html()}</title></head><body><nav>Home</nav><main>").Some(Constructs).Write("</main></body></html>");
        return draft.IsAllFoundAsync("a.html");
    }

    [Property]
    public Task Every_word_of_xhtml_is_found_in_its_place(Draft draft)
    {
        draft.Write("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title/><script src=\"a.js\"/><style/></head><body>")
            .Write($"<a id=\"top\"/><p><![CDATA[{draft.Words()}]]></p>").Some([.. Constructs.Where((_, at) => at is not 2 and not 3)]).Write("<textarea/><div/></body></html>");
        return draft.IsAllFoundAsync("a.xhtml");
    }
}
