package discordfake

import (
	"fmt"
	"strings"
)

// flagLayout marks a message whose components are all of it (Discord's
// reference: IS_COMPONENTS_V2). Once set it cannot be taken back.
const flagLayout = 1 << 15

// partText is a text display, which modals take too.
const partText = 10

// Limits of such messages, from Discord's reference of components.
const (
	maxLayoutParts = 40   // components, those within others too
	maxLayoutRunes = 4000 // of all text displays
	maxGallery     = 10
	maxMediaAlt    = 1024
)

type media struct {
	URL string `json:"url"`
}

type mediaItem struct {
	Media       media  `json:"media"`
	Description string `json:"description"`
}

// layout is a message's components being checked.
type layout struct {
	parts, runes int
	ids          map[string]bool
	files        map[string]bool // attachments, and whether a component shows them
}

// checkLayout applies the rules of a message that is a layout.
func checkLayout(m *Message, embeds []embed, top []component) error {
	if m.Content != "" || len(embeds) > 0 {
		return invalidForm("content", "The 'content' and 'embeds' fields cannot be used when using MessageFlags.IS_COMPONENTS_V2")
	}
	l := &layout{ids: map[string]bool{}, files: map[string]bool{}}
	for _, a := range m.Attachments {
		l.files[a.Filename] = false
	}
	if len(top) == 0 {
		return errEmpty()
	}
	if err := l.check("components", top, true); err != nil {
		return err
	}
	if l.parts > maxLayoutParts {
		return invalidForm("components", "The total number of components cannot exceed 40")
	}
	if l.runes > maxLayoutRunes {
		return invalidForm("components", "The total length of components' text cannot exceed 4000")
	}
	for name, shown := range l.files {
		if !shown { // Discord takes it and shows it nowhere
			return invalidForm("attachments", name+" is in no component")
		}
	}
	return nil
}

func (l *layout) check(at string, list []component, top bool) error {
	for i, c := range list {
		at := fmt.Sprintf("%s.%d.", at, i)
		l.parts++
		switch c.Type {
		case 1:
			l.parts += len(c.Components)
			if err := checkRows([]component{c}, l.ids); err != nil {
				return err
			}
		case 9:
			if len(c.Components) < 1 || len(c.Components) > 3 || c.Accessory == nil || c.Accessory.Type != 2 && c.Accessory.Type != 11 {
				return invalidForm(at, "A section holds 1 to 3 texts and an accessory")
			}
			for _, t := range c.Components {
				if t.Type != 10 {
					return invalidForm(at+"type", "Value must be one of (10,).")
				}
			}
			if err := l.check(at+"components", c.Components, false); err != nil {
				return err
			}
			l.parts++
			if c.Accessory.Type == 2 {
				if err := checkRows([]component{{Type: 1, Components: []component{*c.Accessory}}}, l.ids); err != nil {
					return err
				}
			}
		case 10:
			if err := within(at+"content", c.Content, 1, maxLayoutRunes); err != nil {
				return err
			}
			l.runes += runes(c.Content)
		case 12:
			if len(c.Items) < 1 || len(c.Items) > maxGallery {
				return invalidForm(at+"items", "Must be between 1 and 10 in length.")
			}
			for _, x := range c.Items {
				l.parts++
				if err := within(at+"description", x.Description, 0, maxMediaAlt); err != nil {
					return err
				}
				if err := l.show(at, x.Media.URL); err != nil {
					return err
				}
			}
		case 13:
			if c.File == nil {
				return invalidForm(at+"file", "This field is required")
			}
			if err := l.show(at, c.File.URL); err != nil {
				return err
			}
		case 14:
		case 17:
			if !top || len(c.Components) == 0 {
				return invalidForm(at, "A container stands at the top, and is not empty")
			}
			if err := l.check(at+"components", c.Components, false); err != nil {
				return err
			}
		default:
			return invalidForm(at+"type", "Value must be one of (1, 9, 10, 12, 13, 14, 17).")
		}
	}
	return nil
}

// show notes that a component shows a file that came with the message.
func (l *layout) show(at, url string) error {
	name, is := strings.CutPrefix(url, "attachment://")
	if !is {
		return nil
	}
	if _, known := l.files[name]; !known {
		return invalidForm(at+"media.url", "The attachment does not exist")
	}
	l.files[name] = true
	return nil
}

// keepFlags leaves a message's flags as they are; it may become a layout.
func (in *outgoing) keepFlags(m *Message) {
	flags := m.Flags
	if in.Flags != nil {
		flags |= *in.Flags & flagLayout
	}
	in.Flags = &flags
}

// pressable lists what has an id to press, wherever it stands.
func pressable(list []component) (out []component) {
	for _, c := range list {
		if c.CustomID != "" {
			out = append(out, c)
		}
		out = append(out, pressable(c.Components)...)
		if c.Accessory != nil {
			out = append(out, pressable([]component{*c.Accessory})...)
		}
	}
	return out
}
