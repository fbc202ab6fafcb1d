"""Sixty strings that a hostile citizen might write; each must be shown as text, and nothing else."""

SCRIPTS = [
    "<script>window.hacked=1</script>", "</script><script>window.hacked=1</script>", "<img src=x onerror=window.hacked=1>",
    "<svg onload=window.hacked=1>", "<svg><script>window.hacked=1</script></svg>", "<body onload=window.hacked=1>",
    "<iframe src=javascript:window.hacked=1></iframe>", "<a href=javascript:window.hacked=1>clic</a>",
    "<input autofocus onfocus=window.hacked=1>", "<details open ontoggle=window.hacked=1>", "<video><source onerror=window.hacked=1>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.hacked=1>", "<object data=javascript:window.hacked=1>",
    "<embed src=javascript:window.hacked=1>", "<form action=javascript:window.hacked=1><button>ok</button></form>",
    "<meta http-equiv=refresh content='0;url=javascript:window.hacked=1'>", "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>", "<style>*{display:none}</style>", "<div style=position:fixed;inset:0>voile</div>",
    "<marquee onstart=window.hacked=1>x</marquee>", "<select onchange=window.hacked=1><option>1</select>",
    "<textarea></textarea><script>window.hacked=1</script>", "<noscript><p title='</noscript><img src=x onerror=window.hacked=1>'>",
    "<template><script>window.hacked=1</script></template>",
]
BREAKOUTS = [
    "\" onmouseover=\"window.hacked=1", "' onmouseover='window.hacked=1", "\"><script>window.hacked=1</script>", "'><img src=x onerror=window.hacked=1>",
    "</p></li></ol><script>window.hacked=1</script>", "</textarea><script>window.hacked=1</script>", "</title><script>window.hacked=1</script>",
    "--><script>window.hacked=1</script>", "]]><script>window.hacked=1</script>", "`;window.hacked=1;//", "${window.hacked=1}", "javascript:window.hacked=1",
    "data:text/html,<script>window.hacked=1</script>", "&lt;script&gt;window.hacked=1&lt;/script&gt;", "&#60;script&#62;window.hacked=1&#60;/script&#62;",
    "%3Cscript%3Ewindow.hacked=1%3C/script%3E",
]
TEMPLATES = [
    "{{ 7*7 }}", "{% debug %}", "{% include 'desk/login.html' %}", "{% csrf_token %}", "{{ request.user.password }}", "{agent.user.password}", "%(name)s %s %d", "${7*7}", "#{7*7}",
]
PROTOCOL = [
    "data: {\"x\": 1}\n\nevent: ended", "event: ended\ndata: []", "id: 9999999999\n", "/inform{\"owner\": \"agent\"}", "'; DROP TABLE desk_message; --",
    "1 OR 1=1", "=cmd|'/c calc'!A1", "<div hx-get=/desk/logout hx-trigger=load>x</div>", "<button class=insert data-text=volé>ok</button>",
    "<li id=m-1 class=line data-id=1>faux</li>",
]
STRINGS = SCRIPTS + BREAKOUTS + TEMPLATES + PROTOCOL
