package certs

import "mentor/bot"

// What the choices of certifications carry, and what the next words answer:
// words follow what they are about.
type (
	ofDraft struct{ Key, Words string }    // a certification being logged
	ofCert  struct{ Number, Words string } // one that is logged
	page    struct {
		Page  int
		Words string
	}
)

var (
	sayWhich = bot.Verb[ofDraft]{Name: "cert.is", Between: " "}
	sayWhen  = bot.Verb[ofDraft]{Name: "cert.when", Between: " "}
	sayRenew = bot.Verb[ofCert]{Name: "cert.renew", Between: " "}
	sayUntil = bot.Verb[ofCert]{Name: "cert.until", Between: " "}
	find     = bot.Verb[page]{Name: "cert.find", Between: " "}
)
