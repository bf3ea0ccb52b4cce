package slackfake

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// Limits of blocks (docs.slack.dev, Block Kit reference). What breaks one is
// refused as Slack refuses it, with invalid_blocks.
const (
	maxTextRunes       = 3000
	maxHeaderRunes     = 150
	maxButtonRunes     = 75
	maxValueRunes      = 2000
	maxOptions         = 100
	maxOptionRunes     = 75
	maxOptionValue     = 150
	maxElements        = 25
	maxContextElements = 10
	maxContextRunes    = 2000
	maxContextActions  = 5
	maxIconUsers       = 10
	maxPlaceholder     = 150
	maxMessageRunes    = 13200 // all text of one message's blocks: bolt-js#2509 measured 13,297
	maxMarkdownRunes   = 12000
	maxTableRows       = 100
	maxTableCells      = 20
	maxTableRunes      = 10000
	maxMetadataRunes   = 3000
)

var blockKinds = map[string]bool{"section": true, "header": true, "context": true, "actions": true, "image": true, "input": true,

	"divider": true, "rich_text": true, "markdown": true, "table": true, "video": true, "file": true, "data_visualization": true,
	"data_table": true, "card": true, "carousel": true, "container": true, "alert": true, "plan": true, "task_card": true,
	"context_actions": true}

// checkBlocks gives the error that Slack would: invalid_blocks, msg_blocks_too_long or none.
func checkBlocks(blocks []any, most int) string {
	if len(blocks) > most {
		return "invalid_blocks"
	}
	ids, tables, runes, markdown := map[string]bool{}, 0, 0, 0
	for _, x := range blocks {
		b, is := x.(object)
		if !is || !blockKinds[str(b, "type")] {
			return "invalid_blocks"
		}
		if id := str(b, "block_id"); id != "" {
			if ids[id] || utf8.RuneCountInString(id) > 255 {
				return "invalid_blocks"
			}
			ids[id] = true
		}
		if !checkBlock(b, map[string]bool{}) { // an action_id is unique within its block
			return "invalid_blocks"
		}
		switch str(b, "type") {
		case "table":
			if tables++; tables > 1 {
				return "only_one_table_allowed"
			}
		case "markdown":
			markdown += utf8.RuneCountInString(str(b, "text"))
		}
		if str(b, "type") != "actions" {
			runes += textRunes(b)
		}
	}
	if runes > maxMessageRunes || markdown > maxMarkdownRunes {
		return "msg_blocks_too_long"
	}
	return ""
}

// textRunes counts what a reader sees.
func textRunes(v any) int {
	n := 0
	switch v := v.(type) {
	case object:
		for k, x := range v {
			if s, is := x.(string); is && k == "text" {
				n += utf8.RuneCountInString(s)
				continue
			}
			n += textRunes(x)
		}
	case []any:
		for _, x := range v {
			n += textRunes(x)
		}
	}
	return n
}

func textOK(v any, most int, plain bool) bool {
	o, is := v.(object)
	if !is {
		return false
	}
	kind := str(o, "type")
	n := utf8.RuneCountInString(str(o, "text"))
	return (kind == "plain_text" || kind == "mrkdwn" && !plain) && n >= 1 && n <= most
}

func checkBlock(b object, actions map[string]bool) bool {
	switch str(b, "type") {
	case "section":
		fields, _ := b["fields"].([]any)
		if b["text"] == nil && len(fields) == 0 || len(fields) > 10 {
			return false
		}
		for _, f := range fields {
			if !textOK(f, 2000, false) {
				return false
			}
		}
		return (b["text"] == nil || textOK(b["text"], maxTextRunes, false)) &&
			(b["accessory"] == nil || checkElement(b["accessory"], actions))
	case "header":
		return textOK(b["text"], maxHeaderRunes, true)
	case "context":
		list, _ := b["elements"].([]any)
		for _, e := range list {
			if o, is := e.(object); !is || str(o, "type") != "image" && !textOK(e, maxContextRunes, false) {
				return false
			}
		}
		return len(list) >= 1 && len(list) <= maxContextElements
	case "context_actions":
		list, _ := b["elements"].([]any)
		for _, e := range list {
			if !checkFeedback(e, actions) && !checkIcon(e, actions) {
				return false
			}
		}
		return len(list) >= 1 && len(list) <= maxContextActions
	case "actions":
		list, _ := b["elements"].([]any)
		if len(list) < 1 || len(list) > maxElements {
			return false
		}
		for _, e := range list {
			if !checkElement(e, actions) {
				return false
			}
		}
	case "image":
		alt := utf8.RuneCountInString(str(b, "alt_text"))
		return alt >= 1 && alt <= 2000 && (b["image_url"] != nil) != (b["slack_file"] != nil) &&
			(b["title"] == nil || textOK(b["title"], 2000, true))
	case "input":
		return textOK(b["label"], 2000, true) && checkElement(b["element"], actions)
	case "markdown":
		return str(b, "text") != ""
	case "rich_text":
		list, _ := b["elements"].([]any)
		return len(list) >= 1 && richOK(list)
	case "table":
		rows, _ := b["rows"].([]any)
		if len(rows) < 1 || len(rows) > maxTableRows {
			return false
		}
		runes := 0
		for _, r := range rows {
			cells, _ := r.([]any)
			first, _ := rows[0].([]any)
			if len(cells) < 1 || len(cells) > maxTableCells || len(cells) != len(first) {
				return false
			}
			for _, c := range cells {
				o, is := c.(object)
				if !is || str(o, "type") == "raw_text" && str(o, "text") == "" {
					return false
				}
			}
			runes += textRunes(r)
		}
		return runes <= maxTableRunes
	case "data_visualization":
		n := utf8.RuneCountInString(str(b, "title"))
		return n >= 1 && n <= 50 && b["chart"] != nil
	}
	return true
}

// richOK: no element of rich text may be empty.
func richOK(list []any) bool {
	for _, x := range list {
		o, is := x.(object)
		if !is {
			return false
		}
		switch str(o, "type") {
		case "text":
			if str(o, "text") == "" {
				return false
			}
		case "link":
			if !strings.HasPrefix(str(o, "url"), "http") && !strings.HasPrefix(str(o, "url"), "mailto:") {
				return false
			}
		case "rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted":
			inner, _ := o["elements"].([]any)
			if !richOK(inner) {
				return false
			}
		}
	}
	return true
}

func checkView(v object, kind string) string {
	blocks, _ := v["blocks"].([]any)
	if str(v, "type") != kind || len(blocks) < 1 {
		return "invalid_arguments"
	}
	if code := checkBlocks(blocks, 100); code != "" && code != "msg_blocks_too_long" {
		return "invalid_arguments"
	}
	if utf8.RuneCountInString(str(v, "private_metadata")) > maxMetadataRunes || utf8.RuneCountInString(str(v, "callback_id")) > 255 {
		return "invalid_arguments"
	}
	if kind == "modal" {
		if !textOK(v["title"], 24, true) || v["submit"] != nil && !textOK(v["submit"], 24, true) || v["close"] != nil && !textOK(v["close"], 24, true) {
			return "invalid_arguments"
		}
		for _, b := range blocks {
			if b.(object)["type"] == "input" && v["submit"] == nil {
				return "invalid_arguments"
			}
		}
	}
	return ""
}

// Check gives the error that Slack would give for blocks; empty is none.
func Check(blocks json.RawMessage, most int) string {
	var list []any
	if json.Unmarshal(blocks, &list) != nil {
		return "invalid_blocks_format"
	}
	code := checkBlocks(list, most)
	if most > 50 && code == "msg_blocks_too_long" { // a message's limit, not a view's
		return ""
	}
	return code
}

// CheckView gives the error that Slack would give for a modal; empty is none.
func CheckView(view json.RawMessage) string {
	var v object
	if json.Unmarshal(view, &v) != nil {
		return "invalid_arguments"
	}
	return checkView(v, str(v, "type"))
}

// Words is the text that blocks show, in order.
func Words(blocks json.RawMessage) string {
	var list []any
	if json.Unmarshal(blocks, &list) != nil {
		return ""
	}
	var b strings.Builder
	write(&b, list)
	return b.String()
}

// write collects text in the order in which a reader meets it.
func write(b *strings.Builder, v any) {
	switch v := v.(type) {
	case object:
		for _, k := range []string{"title", "label", "text", "fields", "rows", "elements", "element", "accessory", "placeholder", "initial_value", "initial_date",
			"options", "option_groups", "description"} {
			x, has := v[k]
			if !has {
				continue
			}
			if s, is := x.(string); is {
				b.WriteString(s)
				continue
			}
			write(b, x)
		}
		if url := str(v, "url"); url != "" && url != str(v, "text") {
			b.WriteString(" (" + url + ")")
		}
	case []any:
		for _, x := range v {
			write(b, x)
			if o, is := x.(object); is {
				switch str(o, "type") {
				case "text", "link":
				default:
					b.WriteString("\n")
				}
			}
		}
	}
}
