package discordfake

import (
	"encoding/json"
	"fmt"
)

// Parts of modals (discord.com/developers/docs/components/reference): a label
// holds one text input or menu; rows of a text input are their older form.
const (
	partRow   = 1
	partMenu  = 3
	partInput = 4
	partLabel = 18
)

// maxLabelNoteRunes is the longest description of a label.
const maxLabelNoteRunes = 100

// modal is the data of a modal.
type modal struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []component `json:"components"`
}

// checkModal applies the rules of modals.
func checkModal(m modal) error {
	if err := first(within("data.custom_id", m.CustomID, 1, maxCustomIDRunes), within("data.title", m.Title, 1, maxModalTitleRunes)); err != nil {
		return err
	}
	if len(m.Components) == 0 || len(m.Components) > maxRows {
		return invalidForm("data.components", "Must be between 1 and 5 in length.")
	}
	seen := map[string]bool{}
	for i, part := range m.Components {
		at := fmt.Sprintf("data.components.%d.", i)
		var err error
		switch {
		case part.Type == partText:
			err = within(at+"content", part.Content, 1, maxLayoutRunes)
		case part.Type == partLabel && part.Component != nil:
			err = first(within(at+"label", part.Label, 1, maxInputLabelRunes), within(at+"description", part.Description, 0, maxLabelNoteRunes),
				checkEntry(at+"component.", *part.Component, seen))
		case part.Type == partRow && len(part.Components) == 1 && part.Components[0].Type == partInput:
			err = first(within(at+"label", part.Components[0].Label, 1, maxInputLabelRunes), checkEntry(at, part.Components[0], seen))
		default:
			err = invalidForm(at+"components", "Value must be one of (4,).")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// checkEntry applies the rules of what is filled in.
func checkEntry(at string, c component, seen map[string]bool) error {
	if err := within(at+"custom_id", c.CustomID, 1, maxCustomIDRunes); err != nil {
		return err
	}
	if seen[c.CustomID] {
		return invalidForm(at+"custom_id", "Component custom id cannot be duplicated")
	}
	seen[c.CustomID] = true
	switch c.Type {
	case partInput:
		if c.MinLength > maxInputRunes || c.MaxLength > maxInputRunes || c.Style < 1 || c.Style > 2 {
			return invalidForm(at, "A length or the style is wrong")
		}
		return first(within(at+"placeholder", c.Placeholder, 0, 100), within(at+"value", c.Value, 0, orInt(c.MaxLength, maxInputRunes)))
	case partMenu:
		return checkOptions(at, c)
	}
	return invalidForm(at+"type", "Value must be one of (3, 4).")
}

// filled is a modal's parts as they come back, with what was entered; the
// values of a menu are one.
func (m modal) filled(fields map[string]string) ([]map[string]any, error) {
	entry := func(c component) (map[string]any, error) {
		v := fields[c.CustomID]
		if c.Type == partMenu {
			values := []string{}
			if v != "" {
				values = append(values, v)
			}
			return map[string]any{"type": partMenu, "custom_id": c.CustomID, "values": values}, nil
		}
		if c.MaxLength > 0 && runes(v) > c.MaxLength {
			return nil, fmt.Errorf("field %s holds %d characters, may be %d", c.CustomID, runes(v), c.MaxLength)
		}
		return map[string]any{"type": partInput, "custom_id": c.CustomID, "value": v}, nil
	}
	parts := []map[string]any{}
	for _, part := range m.Components {
		now := map[string]any{"type": part.Type, "id": len(parts) + 1}
		switch part.Type { // a text comes back too, without its words
		case partLabel:
			e, err := entry(*part.Component)
			if err != nil {
				return nil, err
			}
			now["component"] = e
		case partRow:
			e, err := entry(part.Components[0])
			if err != nil {
				return nil, err
			}
			now["components"] = []map[string]any{e}
		}
		parts = append(parts, now)
	}
	return parts, nil
}

// CheckModal applies Discord's rules to the data of a modal.
func CheckModal(data []byte) error {
	var m modal
	if err := json.Unmarshal(data, &m); err != nil {
		return err
	}
	return checkModal(m)
}
