package understanding

import (
	"mentor/bot"
	"mentor/bot/language"
)

// dated is a value of time in a form that cases can name.
func dated(of any) string {
	if _, ok := of.(bot.QuietHours); ok {
		return "time"
	}
	r, ok := of.(language.Reading)
	if !ok {
		return ""
	}
	switch v := r.Value.(type) {
	case language.Date:
		return v.String()
	case language.Range:
		return v.String()
	case language.Duration:
		return v.String()
	case language.Clock:
		return v.String()
	}
	return "time"
}
