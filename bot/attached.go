package bot

// attached answers what came without a word: what can be done with it, and what cannot.
func (t *Turn) attached(what Attached) (Reply, error) {
	r := Reply{Text: t.say("attached." + string(what))}
	if what == AttachedPicture || what == AttachedFile { // a certificate, more often than not
		r.Blocks = []Block{Choices{Items: []Choice{t.choice("cert.button.add", "cert.add", ""), t.choice("help.button", "help", "")}}}
	}
	return r, nil
}
