package slackfake

import (
	"encoding/json"
	"fmt"
	"strings"
)

// makePress takes a button or an option of a message or a view.
func (s *Server) makePress(e Event, sent *Sent, team, who object) (*delivery, error) {
	sent.TriggerID = s.newTrigger(e.User)
	p := object{"type": "block_actions", "token": "t", "team": team, "user": who, "api_app_id": s.opt.AppID,
		"trigger_id": sent.TriggerID, "enterprise": nil, "is_enterprise_install": false}
	var blocks json.RawMessage
	if e.TS != "" {
		m := s.channel(e.Channel).byTS[e.TS]
		if m == nil {
			return nil, fmt.Errorf("slackfake: no message %s in %s", e.TS, e.Channel)
		}
		blocks = m.Blocks
		container := object{"type": "message", "message_ts": m.TS, "channel_id": e.Channel, "is_ephemeral": m.Ephemeral != ""}
		if m.ThreadTS != "" {
			container["thread_ts"] = m.ThreadTS
		}
		p["container"] = container
		p["channel"] = object{"id": e.Channel, "name": "directmessage"}
		if m.Ephemeral == "" { // Slack sends no message along for an ephemeral one
			p["message"] = m.json(false)
		}
		p["response_url"] = s.newResponseURL(e.Channel, e.User, m.TS, m.ThreadTS)
	} else {
		v := s.homes[e.User]
		if e.View != "" {
			v = s.views[e.View]
		}
		if v == nil {
			return nil, fmt.Errorf("slackfake: %s has no view %s", e.User, e.View)
		}
		blocks = raw(v.Body["blocks"])
		p["container"] = object{"type": "view", "view_id": v.ID}
		p["view"] = v.json(s)
	}
	element, block := find(blocks, e.Action)
	if element == nil {
		return nil, fmt.Errorf("slackfake: no element %q", e.Action)
	}
	sent.TS = s.ts()
	action := object{"type": element["type"], "action_id": e.Action, "block_id": block, "action_ts": sent.TS}
	switch element["type"] {
	case "button", "icon_button":
		action["text"] = element["text"]
		if v, is := element["value"]; is {
			action["value"] = v
		}
	case "datepicker":
		if !dateOK(e.Value) {
			return nil, fmt.Errorf("slackfake: %q is no date", e.Value)
		}
		action["selected_date"] = e.Value
		if was, is := element["initial_date"]; is {
			action["initial_date"] = was
		}
	case "feedback_buttons": // the action's value is the pressed button's
		if !hasFeedback(element, e.Value) {
			return nil, fmt.Errorf("slackfake: no feedback %q in %q", e.Value, e.Action)
		}
		action["value"] = e.Value
	default:
		option := findOption(element, e.Value)
		if option == nil {
			return nil, fmt.Errorf("slackfake: no option %q in %q", e.Value, e.Action)
		}
		action["selected_option"] = option
		action["placeholder"] = element["placeholder"]
	}
	p["actions"] = []object{action}
	return interactive(p), nil
}

// hasFeedback reports whether one of an element's two buttons has a value.
func hasFeedback(element object, value string) bool {
	for _, which := range []string{"positive_button", "negative_button"} {
		if b, is := element[which].(object); is && b["value"] == value {
			return true
		}
	}
	return false
}

// find looks for an element by its action_id.
func find(blocks json.RawMessage, action string) (element object, block string) {
	var all []object
	if json.Unmarshal(blocks, &all) != nil {
		return nil, ""
	}
	for _, b := range all {
		id, _ := b["block_id"].(string)
		var elements []any
		if list, is := b["elements"].([]any); is {
			elements = append(elements, list...)
		}
		elements = append(elements, b["accessory"], b["element"])
		for _, e := range elements {
			if o, is := e.(object); is && o["action_id"] == action {
				return o, id
			}
		}
	}
	return nil, ""
}

func findOption(element object, value string) any {
	lists := []any{element["options"]}
	if groups, is := element["option_groups"].([]any); is {
		for _, g := range groups {
			if o, is := g.(object); is {
				lists = append(lists, o["options"])
			}
		}
	}
	for _, l := range lists {
		options, _ := l.([]any)
		for _, o := range options {
			if opt, is := o.(object); is && opt["value"] == value {
				return opt
			}
		}
	}
	return nil
}

// Element is something a person can press in a message or a view.
type Element struct {
	Type    string
	Action  string
	Label   string
	Spoken  string            // what a screen reader says of a button
	Value   string            // a button's
	Options map[string]string // a menu's values by label, those of feedback buttons too
}

// Elements lists what can be pressed in blocks, in order.
func Elements(blocks json.RawMessage) []Element {
	var all []object
	if json.Unmarshal(blocks, &all) != nil {
		return nil
	}
	var found []Element
	for _, b := range all {
		list, _ := b["elements"].([]any)
		for _, x := range append(list, b["accessory"]) {
			o, is := x.(object)
			if !is || o["action_id"] == nil {
				continue
			}
			e := Element{Type: str(o, "type"), Action: str(o, "action_id"), Label: textOf(o["text"]), Spoken: str(o, "accessibility_label"), Value: str(o, "value")}
			if e.Label == "" {
				e.Label = textOf(o["placeholder"])
			}
			if e.Type == "feedback_buttons" {
				e.Options = map[string]string{}
				for _, which := range []string{"positive_button", "negative_button"} {
					b, _ := o[which].(object)
					e.Options[textOf(b["text"])] = str(b, "value")
				}
			}
			if strings.HasSuffix(e.Type, "_select") {
				e.Options = map[string]string{}
				lists := []any{o["options"]}
				groups, _ := o["option_groups"].([]any)
				for _, g := range groups {
					lists = append(lists, g.(object)["options"])
				}
				for _, l := range lists {
					options, _ := l.([]any)
					for _, opt := range options {
						oo := opt.(object)
						e.Options[textOf(oo["text"])] = str(oo, "value")
					}
				}
			}
			found = append(found, e)
		}
	}
	return found
}

func textOf(v any) string {
	o, _ := v.(object)
	return str(o, "text")
}
