using FsCheck.Xunit;

namespace RerankFunctions.Reading.Tests.NothingLost;

[Properties(Arbitrary = [typeof(Drafts)], MaxTest = 100)]
public sealed class MarkdownPropertyTests
{
    private static readonly Action<Draft>[] Constructs =
    [
        draft => draft.Write($"{draft.Html()}\n{draft.Html()}\n\n"),
        draft => draft.Write($"## {draft.Html()} {{#id}}\n\n"),
        draft => draft.Write($"{draft.Html()}\n===\n\n"),
        draft => draft.Write("---\n\n"),
        draft => draft.Write($"- {draft.Html()}\n  1. {draft.Html()}\n- [x] {draft.Html()}\n\n***\n\n"),
        draft => draft.Write($"> {draft.Html()}\n>\n> {draft.Html()}\n\n"),
        draft => draft.Write($"```\n{draft.Words()}\n    {draft.Words()}\n```\n\n"),
        draft => draft.Write($"| {draft.Html(1)} | {draft.Html(2)} |\n|---|---|\n| {draft.Html()} | {draft.Html()} |\n| {draft.Html()} | |\n\n"),
        draft => draft.Write($"**{draft.Html()}** [{draft.Html()}](https://example.org) ![{draft.Html()}](a.png) `{draft.Words(2)}`\n\n"),
        draft => draft.Write($"<aside>\n{draft.Html()}\n\n{draft.Html()}\n\n</aside>\n\n"),
        draft => draft.Write($"<details>\n<summary>{draft.Html()}</summary>\n\n{draft.Html()}\n\n</details>\n\n"),
        draft => draft.Write(
            $"<table>\n<tr><th>{draft.Html(1)}</th><th>{draft.Html(1)}</th></tr>\n\n<tr><td>{draft.Html()}</td><td>{draft.Html()}</td></tr>\n\n</table>\n\n"),
        draft => draft.Write($"{draft.Html()} 10<sup>6</sup> ").Expect("10^6").Write($"in 2019<sup>3</sup> ").Expect("2019").Expect("(3)").Write($"<img alt=\"{draft.Html(2)}\"> end\n\n"),
    ];

    [Property]
    public Task Every_word_is_found_in_its_place(Draft draft)
    {
        if (draft.Next(3) == 0)
            draft.Write("---\n").Write($"title: \"{draft.Words()}\"\ntags: [\"{draft.Words(1)}\", \"{draft.Words(1)}\"]\n---\n");
        else if (draft.Next(3) == 0)
            draft.Write($"---\n\n{draft.Html()}\n\n---\n\n");
        draft.Some(Constructs);
        return draft.IsAllFoundAsync("a.md");
    }
}
