package wishes

import "testing"

// What asks for one's own facts is told from what holds for anybody, by itself
// and behind a story. The lines are none of those that it learned.
func TestOwn(t *testing.T) {
	for text, kind := range map[string]string{
		"The new VP wants a word before lunch. What did I achieve here that I can name?":                              OwnWin,
		"Procurement sent a questionnaire. Which of my certificates is still in force in May?":                        OwnCert,
		"We lose ten days to the office move. Which of the things I set myself gets hurt?":                            OwnGoal,
		"La DRH passe demain. Qu'est-ce que j'ai fait de bien cette année que je puisse citer ?":                      OwnWin,
		"On nous demande nos titres pour un marché public. Lequel de mes certificats sera mort en mai ?":              OwnCert,
		"Le déménagement du bureau nous prend dix jours. Qu'est-ce qui en pâtit, dans ce que je m'étais fixé ?":       OwnGoal,
		"How does a team usually set up a tag audit?":                                                                 None,
		"My manager wants me to run interviews for a junior post next week. What do people ask in such interviews?":   None,
		"Comment fait-on d'habitude pour présenter un plan de marquage à un client ?":                                 None,
		"Ma cheffe veut que je mène des entretiens la semaine prochaine. Quelles questions pose-t-on à un débutant ?": None,
	} {
		g := Own(text)
		switch own := g.Any >= 0.45; {
		case own != (kind != None):
			t.Errorf("%q: %.2f", text, g.Any)
		case own && g.Names[0].Name != kind && g.Names[1].Name != kind:
			t.Errorf("%q is of %v, not %s", text, g.Names, kind)
		}
	}
}
