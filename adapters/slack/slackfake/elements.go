package slackfake

import (
	"time"
	"unicode/utf8"
)

// checkFeedback applies the rules of feedback buttons, the one element of
// context actions besides icon buttons.
func checkFeedback(v any, actions map[string]bool) bool {
	e, is := v.(object)
	if !is || str(e, "type") != "feedback_buttons" || !freshAction(e, actions) {
		return false
	}
	for _, which := range []string{"positive_button", "negative_button"} {
		b, is := e[which].(object)
		if !is || !textOK(b["text"], maxButtonRunes, true) || str(b, "value") == "" || utf8.RuneCountInString(str(b, "value")) > maxValueRunes ||
			utf8.RuneCountInString(str(b, "accessibility_label")) > maxButtonRunes {
			return false
		}
	}
	return true
}

// checkIcon applies the rules of an icon button.
func checkIcon(v any, actions map[string]bool) bool {
	e, is := v.(object)
	if !is || str(e, "type") != "icon_button" || !freshAction(e, actions) {
		return false
	}
	only, _ := e["visible_to_user_ids"].([]any)
	return str(e, "icon") != "" && textOK(e["text"], maxButtonRunes, true) && utf8.RuneCountInString(str(e, "value")) <= maxValueRunes &&
		utf8.RuneCountInString(str(e, "accessibility_label")) <= maxButtonRunes && len(only) <= maxIconUsers
}

// dateOK reports whether a picker's date is one, as Slack writes it.
func dateOK(v any) bool {
	s, is := v.(string)
	_, err := time.Parse(time.DateOnly, s)
	return v == nil || is && err == nil
}

// freshAction reports whether an element's action_id is its own, and notes it.
func freshAction(e object, actions map[string]bool) bool {
	id := str(e, "action_id")
	if id != "" && (actions[id] || utf8.RuneCountInString(id) > 255) {
		return false
	}
	actions[id] = id != ""
	return true
}

func checkElement(v any, actions map[string]bool) bool {
	e, is := v.(object)
	if !is {
		return false
	}
	if !freshAction(e, actions) {
		return false
	}
	switch kind := str(e, "type"); kind {
	case "button":
		if _, has := e["value"]; has && (str(e, "value") == "" || utf8.RuneCountInString(str(e, "value")) > maxValueRunes) {
			return false
		}
		return textOK(e["text"], maxButtonRunes, true) && utf8.RuneCountInString(str(e, "accessibility_label")) <= maxButtonRunes
	case "static_select":
		if e["placeholder"] != nil && !textOK(e["placeholder"], maxPlaceholder, true) {
			return false
		}
		groups, _ := e["option_groups"].([]any)
		if len(groups) == 0 {
			return optionsOK(e["options"])
		}
		for _, g := range groups {
			o, _ := g.(object)
			if !textOK(o["label"], 75, true) || !optionsOK(o["options"]) {
				return false
			}
		}
		return len(groups) <= 100
	case "plain_text_input":
		most := 3000
		if m, is := e["max_length"].(float64); is {
			most = int(m)
		}
		return most >= 1 && most <= 3000 && utf8.RuneCountInString(str(e, "initial_value")) <= most
	case "datepicker":
		return dateOK(e["initial_date"]) && (e["placeholder"] == nil || textOK(e["placeholder"], maxPlaceholder, true))
	case "external_select", "overflow", "checkboxes", "radio_buttons", "timepicker", "users_select", "image",
		"number_input", "url_text_input", "email_text_input", "multi_static_select", "conversations_select", "channels_select":
		return true
	}
	return false
}

func optionsOK(v any) bool {
	list, _ := v.([]any)
	if len(list) < 1 || len(list) > maxOptions {
		return false
	}
	values := map[string]bool{}
	for _, x := range list {
		o, _ := x.(object)
		value := str(o, "value")
		if !textOK(o["text"], maxOptionRunes, false) || value == "" || utf8.RuneCountInString(value) > maxOptionValue || values[value] {
			return false
		}
		if o["description"] != nil && !textOK(o["description"], maxOptionRunes, false) {
			return false
		}
		values[value] = true
	}
	return true
}
