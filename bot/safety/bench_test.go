package safety

import (
	"strings"
	"testing"
)

func BenchmarkRead(b *testing.B) {
	for name, text := range map[string]string{
		"question": "what does a digital tracking manager need to become head of analytics in two years",
		"story":    "Nine years at one agency, started in tagging, now I train the juniors too. Boss says I won't get anywhere without an MBA. It's a lot of money and I have two kids. Is that true?",
		"page":     strings.Repeat("I build dashboards for a client in Leeds. ", 285),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Read(text)
			}
		})
	}
}
