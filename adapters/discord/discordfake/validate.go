package discordfake

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"
)

// Limits of the message object, from Discord's reference.
const (
	maxContentRunes     = 2000
	maxEmbeds           = 10
	maxEmbedsRunes      = 6000
	maxTitleRunes       = 256
	maxDescriptionRunes = 4096
	maxEmbedFields      = 25
	maxFieldNameRunes   = 256
	maxFieldValueRunes  = 1024
	maxFooterRunes      = 2048
	maxRows             = 5
	maxButtonsARow      = 5
	maxOptions          = 25
	maxCustomIDRunes    = 100
	maxLabelRunes       = 80
	maxOptionRunes      = 100
	maxPlaceholderRunes = 150
	maxModalTitleRunes  = 45
	maxInputLabelRunes  = 45
	maxInputRunes       = 4000
	maxFiles            = 10
)

type embed struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	Footer      struct {
		Text string `json:"text"`
	} `json:"footer"`
	Author struct {
		Name string `json:"name"`
	} `json:"author"`
	Image  json.RawMessage `json:"image"`
	Fields []struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	} `json:"fields"`
}

type component struct {
	Type        int             `json:"type"`
	Content     string          `json:"content"`   // of a text display
	Accessory   *component      `json:"accessory"` // of a section
	Items       []mediaItem     `json:"items"`     // of a gallery
	File        *media          `json:"file"`
	AccentColor *int            `json:"accent_color"`
	CustomID    string          `json:"custom_id"`
	Style       int             `json:"style"`
	Label       string          `json:"label"`
	URL         string          `json:"url"`
	Emoji       json.RawMessage `json:"emoji"`
	Disabled    bool            `json:"disabled"`
	Placeholder string          `json:"placeholder"`
	MinValues   *int            `json:"min_values"`
	MaxValues   *int            `json:"max_values"`
	MinLength   int             `json:"min_length"`
	MaxLength   int             `json:"max_length"`
	Value       string          `json:"value"`
	Components  []component     `json:"components"`
	Component   *component      `json:"component"` // of a label
	Description string          `json:"description"`
	Options     []struct {
		Label       string `json:"label"`
		Value       string `json:"value"`
		Description string `json:"description"`
	} `json:"options"`
}

func runes(s string) int { return utf8.RuneCountInString(s) }

// within reports a text that is longer than it may be, or empty where it is required.
func within(field, text string, least, most int) error {
	if n := runes(text); n > most {
		return invalidForm(field, fmt.Sprintf("Must be %d or fewer in length.", most))
	} else if n < least {
		return invalidForm(field, "This field is required")
	}
	return nil
}

// first gives the first error that is one.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// checkMessage applies Discord's rules to a message of the app.
func checkMessage(m *Message, files []File) error {
	if err := within("content", m.Content, 0, maxContentRunes); err != nil {
		return err
	}
	var embeds []embed
	if err := json.Unmarshal(m.Embeds, &embeds); err != nil {
		return invalidForm("embeds", "Could not be read")
	}
	if len(embeds) > maxEmbeds {
		return invalidForm("embeds", "Must be 10 or fewer in length.")
	}
	if len(files) > maxFiles {
		return invalidForm("attachments", "Must be 10 or fewer in length.")
	}
	total := 0
	for i, e := range embeds {
		at := fmt.Sprintf("embeds.%d.", i)
		err := first(within(at+"title", e.Title, 0, maxTitleRunes), within(at+"description", e.Description, 0, maxDescriptionRunes),
			within(at+"footer.text", e.Footer.Text, 0, maxFooterRunes), within(at+"author.name", e.Author.Name, 0, maxTitleRunes))
		if err != nil {
			return err
		}
		if len(e.Fields) > maxEmbedFields {
			return invalidForm(at+"fields", "Must be 25 or fewer in length.")
		}
		total += runes(e.Title) + runes(e.Description) + runes(e.Footer.Text) + runes(e.Author.Name)
		for j, f := range e.Fields {
			at := fmt.Sprintf("%sfields.%d.", at, j)
			if err := first(within(at+"name", f.Name, 1, maxFieldNameRunes), within(at+"value", f.Value, 1, maxFieldValueRunes)); err != nil {
				return err
			}
			total += runes(f.Name) + runes(f.Value)
		}
	}
	if total > maxEmbedsRunes {
		return invalidForm("embeds", "Embed size exceeds maximum size of 6000")
	}
	var rows []component
	if err := json.Unmarshal(m.Components, &rows); err != nil {
		return invalidForm("components", "Could not be read")
	}
	if m.Flags&flagLayout != 0 {
		return checkLayout(m, embeds, rows)
	}
	if err := checkRows(rows, map[string]bool{}); err != nil {
		return err
	}
	if m.Content == "" && len(embeds) == 0 && len(m.Attachments) == 0 && m.Flags&flagLoading == 0 {
		return errEmpty()
	}
	return nil
}

// checkRows applies the rules of rows, buttons and menus.
func checkRows(rows []component, seen map[string]bool) error {
	if len(rows) > maxRows {
		return invalidForm("components", "Must be between 1 and 5 in length.")
	}
	for i, row := range rows {
		at := fmt.Sprintf("components.%d.", i)
		if row.Type != 1 || len(row.Components) == 0 || len(row.Components) > maxButtonsARow {
			return invalidForm(at+"components", "Must be between 1 and 5 in length.")
		}
		for j, c := range row.Components {
			at := fmt.Sprintf("%scomponents.%d.", at, j)
			if c.Style != 5 || c.Type != 2 {
				if err := within(at+"custom_id", c.CustomID, 1, maxCustomIDRunes); err != nil {
					return err
				}
				if seen[c.CustomID] {
					return invalidForm(at+"custom_id", "Component custom id cannot be duplicated")
				}
				seen[c.CustomID] = true
			}
			switch c.Type {
			case 2:
				least := 1
				if len(c.Emoji) > 0 {
					least = 0
				}
				if c.Style < 1 || c.Style > 5 {
					return invalidForm(at+"style", "Value must be one of (1, 2, 3, 4, 5).")
				}
				if err := within(at+"label", c.Label, least, maxLabelRunes); err != nil {
					return err
				}
			case 3:
				if len(row.Components) > 1 {
					return invalidForm(at, "A select menu fills its row")
				}
				if err := checkOptions(at, c); err != nil {
					return err
				}
			default:
				return invalidForm(at+"type", "Value must be one of (2, 3, 5, 6, 7, 8).")
			}
		}
	}
	return nil
}

func checkOptions(at string, c component) error {
	if len(c.Options) == 0 || len(c.Options) > maxOptions {
		return invalidForm(at+"options", "Must be between 1 and 25 in length.")
	}
	if err := within(at+"placeholder", c.Placeholder, 0, maxPlaceholderRunes); err != nil {
		return err
	}
	values := map[string]bool{}
	for k, o := range c.Options {
		at := fmt.Sprintf("%soptions.%d.", at, k)
		err := first(within(at+"label", o.Label, 1, maxOptionRunes), within(at+"value", o.Value, 1, maxOptionRunes), within(at+"description", o.Description, 0, maxOptionRunes))
		if err != nil {
			return err
		}
		if values[o.Value] {
			return invalidForm(at+"value", "The specified option value is already used")
		}
		values[o.Value] = true
	}
	return nil
}

// Check applies Discord's rules to the body of a message, as the API would.
func Check(body []byte) error {
	var in outgoing
	if err := json.Unmarshal(body, &in); err != nil {
		return err
	}
	m := &Message{Embeds: json.RawMessage("[]"), Components: json.RawMessage("[]")}
	if in.Flags != nil {
		m.Flags = *in.Flags
	}
	m.Content = in.Content.Text
	if in.Embeds != nil {
		m.Embeds = orList(*in.Embeds)
	}
	if in.Components != nil {
		m.Components = orList(*in.Components)
	}
	if in.Attachments != nil {
		for _, a := range *in.Attachments {
			m.Attachments = append(m.Attachments, Attachment{Filename: a.Filename})
		}
	}
	return checkMessage(m, make([]File, len(m.Attachments)))
}
