package bot_test

import "testing"

func TestTryCerts(t *testing.T) {
	x := newTalker(t)
	try := func(text string) { t.Logf("> %s\n%s", text, show(x.says(text))) }
	take := func(l string) { t.Logf("> [%s]\n%s", l, show(x.takes(l))) }
	try("cert add aws solutions architect associate on 3 march 2026")
	try("cert add aws saa")
	try("cert add gtm hier")
	take("Something else")
	try("cert add aws solutions architect on 1 march 2026")
	try("the professional one")
	try("cert add pmp")
	try("last friday")
	try("cert add salesforce admin on 2025-06-30")
	try("31 august 2027")
	try("cert add CWA on 2020")
	try("cert add CWA on march 2020")
	try("cert list")
	try("cert remove 2")
	try("undo")
	try("cert edit 1 on 29 february 2024")
	try("cert edit 1 https://www.credly.com/badges/a_(b)")
	try("cert edit 1 http://x")
	try("cert add capm on 3 march 2030")
	try("cert add capm on 31/02/2026")
	try("cert find google")
	try("cert find dp-203")
	try("cert find basket weaving")
	try("cert list")
	try("certif ajouter psm le 3 mars 2026")
	try("certifs")
	try("log my gtm cert from last friday")
	try("log my capm cert from last friday")
	try("j'ai eu ma certif itil hier")
	try("cert add my basket badge 3 march 2026 expires 3 march 2029")
	try("cert add togaf on 3 march 2026 expires never https://credly.com/x")
}
