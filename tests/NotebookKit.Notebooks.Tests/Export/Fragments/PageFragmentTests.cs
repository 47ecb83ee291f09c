using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using NotebookKit.Notebooks.Export;

namespace NotebookKit.Notebooks.Tests.Export.Fragments;

/// <summary>What foreign HTML becomes; that nothing of it runs in a browser is shown in NotebookKit.Tool.Tests.</summary>
public class PageFragmentTests
{
    [Theory]
    [InlineData("</div></div><b>bold", "<b>bold</b>")]
    [InlineData("<?xml version=\"1.0\"?><svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>",
        "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"></path></svg>")]
    [InlineData("<pre>\n\n a</pre><textarea>\n\nb</textarea>", "<pre>\n\n a</pre><textarea>\n\nb</textarea>")]
    [InlineData("<p title='\"&amp;<'>a &lt;&amp; \"b\"&nbsp;c</p>", "<p title=\"&quot;&amp;&lt;\">a &lt;&amp; \"b\"\u00a0c</p>")]
    [InlineData("<!-- no --><br/><custom-a>x</custom-a>", "<br>x")]
    [InlineData("<svg><linearGradient id='g' gradientUnits='x'/><style>a > b{fill:red}</style></svg>",
        "<svg><linearGradient id=\"g\" gradientUnits=\"x\"></linearGradient><style>a &gt; b{fill:red}</style></svg>")]
    [InlineData("<style>.a > .b{color:light-dark(#111,#eee);--x:1}@container (width < 40rem){.c{color:red}}</style>",
        "<style>.a > .b{color:light-dark(#111,#eee);--x:1}@container (width < 40rem){.c{color:red}}</style>")]
    [InlineData("<style><!-- .a{color:red} --></style>", "<style> .a{color:red} </style>")]
    [InlineData("<table><tr><td>1</table>", "<table><tbody><tr><td>1</td></tr></tbody></table>")]
    public void What_shows_something_stays_and_is_closed(string html, string expected) => Assert.Equal(expected, Clean(html).Html);

    [Theory]
    [InlineData("<base href=//evil.test/>a", "a", "<base>")]
    [InlineData("<meta http-equiv=refresh content='0;url=//evil.test'>a", "a", "<meta>")]
    [InlineData("<link rel=stylesheet href=//evil.test/x.css><link rel=dns-prefetch href=//x.evil.test>a", "a", "<link>")]
    [InlineData("<form action=//evil.test><input name=p><button formaction=//evil.test>b</button></form>",
        "<input name=\"p\"><button>b</button>", "<form>")]
    [InlineData("<iframe srcdoc='<script>a()</script>'></iframe>a", "a", "<iframe>")]
    [InlineData("<object data=//evil.test>words</object><embed src=//evil.test><applet code=x>more</applet>", "wordsmore", "<embed>")]
    [InlineData("<noscript><img src=x onerror=a()></noscript><template><b>c</b></template>d", "d", "<noscript>")]
    [InlineData("<a href=' jav&#x09;ascript:a()'>b</a>", "b", "javascript:a()")]
    [InlineData("<a href='data:text/html,<script>a()</script>'>b</a><a href='vbscript:x'>c</a>", "bc", "data:text/html")]
    [InlineData("<b onclick=a() ONMOUSEOVER=b()>c</b>", "<b>c</b>", "onclick")]
    [InlineData(
        "<svg><script>a()</script><a xlink:href='javascript:a()'><text>b</text></a></svg>", "<svg><a><text>b</text></a></svg>", "<script>")]
    [InlineData("<svg><foreignObject><iframe></iframe></foreignObject><circle r='1'/></svg>", "<svg><circle r=\"1\"></circle></svg>",
        "<foreignObject>")]
    [InlineData("<svg><use href='data:image/svg+xml,x#a'/><use xlink:href='//evil.test#b'/><use href='#c'/></svg>",
        "<svg><use></use><use></use><use href=\"#c\"></use></svg>", "data:image/svg+xml")]
    [InlineData("<svg><a id='x'><animate attributeName='href' values='javascript:a()'/></a><set attributeName='onclick' to='a()'/></svg>",
        "<svg><a id=\"x\"><animate></animate></a><set></set></svg>", "animate")]
    [InlineData(
        "<svg><image href='//evil.test/a.png'/><feImage href='x'/></svg>", "<svg><image></image><feImage></feImage></svg>", "evil.test")]
    [InlineData("<math><mi href='javascript:a()'>x</mi><annotation-xml encoding='text/html'><b>y</b></annotation-xml></math>",
        "<math><mi>x</mi></math>", "<annotation-xml>")]
    [InlineData("<p style='background:url(//evil.test/a.png)'>a</p>", "<p>a</p>", "evil.test")]
    [InlineData("<p style='background:u\\72l(\"//evil.test\")'>a</p>", "<p>a</p>", "evil.test")]
    [InlineData("<style>@import '//evil.test';</style><style>@\\69mport'x';</style>a", "a", "@import")]
    [InlineData("<style>b{background:image-set('//evil.test/a' 1x)}</style>a", "a", "image-set")]
    [InlineData(
        "<svg><rect fill='url(//evil.test#a)' clip-path='url(#b)'/></svg>", "<svg><rect clip-path=\"url(#b)\"></rect></svg>", "fill")]
    [InlineData("<video src=//evil.test/a.mp4 poster=//evil.test/b.png autoplay></video>", "<video></video>", "<video>")]
    [InlineData("<input type=image src=//evil.test autofocus>", "<input type=\"image\">", "<input>")]
    [InlineData("<script src=//evil.test/a.js></script>a", "a", "evil.test/a.js")]
    [InlineData("<img srcset='//evil.test/a.png 1x'>", "<span class=\"missing\">Picture</span>", "<img> has no src")]
    [InlineData("<picture><source srcset='a.png'><img alt=b></picture>",
        "<picture><source><span class=\"missing\">b</span></picture>", "<img> has no src")]
    public void What_a_page_may_not_hold_is_left_out_and_named(string html, string expected, string named)
    {
        PageDraft page = FragmentIdsTests.Draft();
        Assert.Equal(expected, new PageFragment(page, mayRunScripts: true).Clean(html).Html);
        Assert.Contains(page.Problems, problem => problem.Text.Contains(named, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<details open ontoggle=run()>a</details>")]
    [InlineData("<div popover id=p onbeforetoggle=run()>a</div><button popovertarget=p>b</button>")]
    [InlineData("<table background=//evil.test/a.png><tr><td background=//evil.test/b.png>c</table>")]
    [InlineData("<a href='#x' ping=//evil.test/p>a</a>")]
    [InlineData("<img src=data:image/gif;base64,R0lGODlhAQABAAAAACw= srcset='//evil.test/a.png 2x' alt=a>")]
    [InlineData("<picture><source srcset='//evil.test/a.png'><img alt=a></picture>")]
    [InlineData("<marquee onstart=run() behavior=slide>a</marquee>")]
    [InlineData("<svg><style>@font-face{font-family:a;src:url(//evil.test/f)}</style><text>a</text></svg>")]
    [InlineData("<svg><rect style='filter:url(//evil.test/f#a)'/><text font-family='a' onfocus=run() tabindex=0>b</text></svg>")]
    [InlineData("<math><maction actiontype=statusline xlink:href=javascript:run()>a</maction></math>")]
    [InlineData("<audio controls><source src=//evil.test/a.ogg><track src=//evil.test/t.vtt></audio>")]
    [InlineData("<a href='java\nscript:run()'>a</a><a href='\u0001javascript:run()'>b</a>")]
    [InlineData("<input onfocus=run() autofocus><keygen onfocus=run()><isindex onfocus=run()>")]
    [InlineData("<p style='--x:url(//evil.test/a);background:var(--x)'>a</p>")]
    public void Nothing_of_another_host_and_no_handler_is_left(string html)
    {
        string written = Clean(html).Html;
        Assert.DoesNotContain("evil.test", written, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("run()", written, StringComparison.Ordinal);
    }

    // What is harmless as parsed here and something else as a browser reads what was written (mutation XSS).
    [Theory]
    [InlineData("<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=a()&gt;\">")]
    [InlineData("<svg></p><style><a id=\"</style><img src=1 onerror=a()>\">")]
    [InlineData("<svg><style>&lt;/style&gt;&lt;img src=x onerror=a()&gt;</style></svg>")]
    [InlineData("<form><math><mtext></form><form><mglyph><style></math><img src onerror=a()>")]
    [InlineData("<noembed><img title=\"</noembed><img src onerror=a()>\"></noembed>")]
    [InlineData("<xmp><p title=\"</xmp><img src=x onerror=a()>\">")]
    [InlineData("<title><a title=\"</title><img src=x onerror=a()>\">")]
    [InlineData("<textarea></textarea><img src=x onerror=a()></textarea>")]
    [InlineData("<p title=\"`<img src=x onerror=a()>\">b</p>")]
    [InlineData("<select><template><style></select><img src=x onerror=a()></style></template></select>")]
    [InlineData("<img src=\"x` `<script>a()</script>\"` `>")]
    [InlineData("<svg><desc><style></style></desc><title><base href=//evil.test></title></svg>")]
    public void What_is_written_is_read_the_same_by_the_next_parser(string html)
    {
        string once = Clean(html).Html;
        Assert.Equal(once, Clean(once).Html);
        IHtmlDocument parsed = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(once);
        Assert.Empty(parsed.QuerySelectorAll("script,base,meta[http-equiv],form,iframe,object,embed,[onerror]"));
    }

    [Fact]
    public void A_script_runs_only_when_the_list_has_the_hash_of_its_exact_text()
    {
        const string text = "\n  let a = 1 < 2 && \"</b>\";\n";
        var scripts = new ScriptList();
        Assert.Empty(scripts.Read($"# ours\n{ScriptList.Hash(text)}  what it does\n", "scripts.txt"));
        PageDraft page = FragmentIdsTests.Draft(scripts);
        var fragment = new PageFragment(page, mayRunScripts: true);
        Assert.Equal(
            $"<script>{text}</script><i>b</i>", fragment.Clean($"<script data-x=1>{text}</script><script>{text};</script><i>b</i>").Html);
        Assert.Equal([ScriptList.Hash(text)], page.Scripts.Hashes);
        Assert.Contains(ScriptList.Hash(text + ";"), Assert.Single(page.Problems).Text);
    }

    [Fact]
    public void A_listed_script_does_not_run_from_Markdown()
    {
        const string text = "a()";
        (string article, IReadOnlyList<SiteProblem> problems) = SiteFixture.Markdown(
            $"# A\n\n<script>{text}</script>\n\nb", ScriptList.Hash(text));
        Assert.DoesNotContain("<script", article);
        Assert.Contains("only in outputs of cells", Assert.Single(problems).Text);
    }

    [Fact]
    public void An_output_that_shows_nothing_without_its_script_gives_way_to_its_words()
    {
        (string article, IReadOnlyList<SiteProblem> problems) = SiteFixture.Html("<div id='plot'></div><script>draw('plot')</script>");
        Assert.Contains("in words", article);
        Assert.Contains("scripts.txt", Assert.Single(problems).Text);
    }

    [Fact]
    public void A_list_of_scripts_says_which_line_is_wrong()
    {
        using var fixture = new SiteFixture();
        fixture.Write("lessons/scripts.txt", $"{ScriptList.Hash("a")}\n\nsha256-short\n");
        SiteProblem problem = Assert.Single(fixture.Add("a.ipynb", "# A").Build().Problems);
        Assert.Equal((fixture.File("lessons/scripts.txt"), "line 3"), (problem.Source, problem.Where));
    }

    [Fact]
    public void Deep_and_wide_fragments_cost_no_more_than_their_length()
    {
        // With work that grows with the square of their number none would end within the test run.
        Assert.Equal(200, Count(Clean(string.Concat(Enumerable.Repeat("<div>", 500)) + "a").Html, "<div>"));
        Assert.Equal(5_000, Count(Clean(string.Concat(Enumerable.Repeat("<i>a</i>", 5_000))).Html, "<i>"));
        Assert.Equal(5_000, Count(Clean(string.Concat(Enumerable.Repeat("<i id=a>b</i>", 5_000))).Html, "<i id="));
    }

    [Trait("Category", "Endurance")]
    [Theory]
    [InlineData("<div>", "")]
    [InlineData("<svg>", "")]
    [InlineData("<b id={0}>", "<p>a</p>")]
    [InlineData("<div><!--</div>-->", "")]
    [InlineData("<div title='</div>'>", "")]
    [InlineData("<div><textarea></div></textarea>", "")]
    [InlineData("<div/>", "")]
    [InlineData("<svg><foreignObject><div/>", "")]
    [InlineData("<div><table></div>", "")]
    [InlineData("<div id={0}><b id={0}></div>", "")]
    [InlineData("<rt>", "")]
    [InlineData("<option><rp/>", "")]
    [InlineData("<summary>", "")]
    public void What_would_grow_with_the_square_of_its_length_is_text(string part, string rest)
    {
        string html = string.Concat(Enumerable.Range(0, 50_000)
            .Select(i => part.Replace("{0}", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)))
            + string.Concat(Enumerable.Repeat(rest, 50_000));
        PageDraft page = FragmentIdsTests.Draft();
        Assert.StartsWith("<pre>&lt;", new PageFragment(page, mayRunScripts: true).Clean(html).Html);
        Assert.Contains("is shown as text", Assert.Single(page.Problems).Text);
    }

    [Theory]
    [InlineData("<svg><path/><circle/></svg>")]
    [InlineData("<p id={0}>a")]
    [InlineData("<ul><li>a<li>b</ul>")]
    [InlineData("<table><tr><td>1<td>2<tr><td>3</table>")]
    [InlineData("<ruby>a<rt>b</ruby>")]
    [InlineData("<select><option>a<option>b</select>")]
    [InlineData("<div><!--<div>--></div><img><br/>")]
    [InlineData("<b>a</b><i>b</i>")]
    public void What_is_closed_is_parsed_however_much_of_it_there_is(string part)
    {
        string html = string.Concat(Enumerable.Range(0, 5_000)
            .Select(i => part.Replace("{0}", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        Assert.NotNull(FragmentParser.Parse(html));
    }

    [Trait("Category", "Endurance")]
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_tags_are_repeated_the_work_grows_with_their_number(int seed)
    {
        // With work that grows with the square of their number some of these would take minutes each.
        var random = new Random(seed);
        string[] names = [.. ("div p b i a span table tr td th tbody caption colgroup col select option optgroup svg math mi mtext "
            + "foreignObject desc title "
            + "template button form h1 ul li dl dd dt ruby rt rp object applet marquee nobr font pre textarea script style "
            + "noscript iframe frameset "
            + "body html head summary details annotation-xml center br hr img input image section main").Split(' ')];
        for (int sample = 0; sample < 25; sample++)
        {
            IEnumerable<(string Name, int Kind)> parts = Enumerable.Range(0, random.Next(1, 5))
                .Select(_ => (Name: names[random.Next(names.Length)], Kind: random.Next(8)));
            string part = string.Concat(parts.Select(tag => tag.Kind switch
            {
                < 4 => $"<{tag.Name}>",
                4 => $"</{tag.Name}>",
                5 => $"<{tag.Name} id={{0}}>",
                6 => $"<{tag.Name}/>",
                _ => "x",
            }));
            string html = string.Concat(Enumerable.Range(0, 20_000)
                .Select(i => part.Replace("{0}", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)));
            IElement? parsed = FragmentParser.Parse(html);
            Assert.True(parsed is null || parsed.QuerySelectorAll("*").Length <= html.Length / 3 + 1_000, part);
        }
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static CleanFragment Clean(string html) => new PageFragment(FragmentIdsTests.Draft(), mayRunScripts: true).Clean(html);
}
