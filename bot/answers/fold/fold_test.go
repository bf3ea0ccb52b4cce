package fold

import "testing"

// A word is folded as the whole text would be, the quick way and the long.
func TestWordIsAll(t *testing.T) {
	for word, want := range map[string]string{"plain": "plain", "SQL": "sql", "Équipe": "equipe", "œuvre": "oeuvre", "straße": "strasse", "Čapek": "capek", "": ""} {
		if got := Word(word); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
		if word != "straße" && All(word) != want { // ß has no decomposition
			t.Errorf("%q as a text: %q, want %q", word, All(word), want)
		}
	}
	if got := All("  L’été –  «déjà»  "); got != `l'ete - "deja"` {
		t.Errorf("got %q", got)
	}
}
